"""The people of the demo company."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.people.actions import create_user
from salesapp.accounts.teams.actions import create_team
from salesapp.db import db

PASSWORD = "demo-Sales-2026"
TEAMS = ("华东", "华南")
#: sign-in name: name, role, team, what the role is called
PEOPLE = {
    "lin": ("林*", "rep", "华东", "销售代表 · 华东"),
    "fang": ("方*", "rep", "华东", "销售代表 · 华东"),
    "chen": ("陈*", "rep", "华南", "销售代表 · 华南"),
    "xu": ("许*", "supervisor", "华东", "销售主管 · 华东"),
    "ma": ("马*", "supervisor", "华南", "销售主管 · 华南"),
    "tang": ("唐*", "director", None, "总监/总经理"),
    "zheng": ("郑*", "finance", None, "财务"),
    "gao": ("高*", "service", None, "售后/交付"),
    "he": ("何*", "tech", None, "技术支持"),
    "lu": ("陆*", "legal", None, "法务"),
    "admin": ("管理员", "admin", None, "管理员"),
    "auditor": ("审计员", "auditor", None, "审计员"),
}


def open_demo_accounts(*, at: datetime) -> dict[str, User]:
    """Open the twelve accounts, all with the public password, and return them by sign-in name."""
    first = {username: passwords.hashed(PASSWORD) for username in PEOPLE}
    teams = {name: create_team(name=name) for name in TEAMS}
    db.session.flush()
    return {
        username: create_user(
            username=username, name=name, role=role, password=first[username], at=at, must_change=False,
            team_id=teams[team].id if team else None, email=f"{username}@example.cn",
        )
        for username, (name, role, team, _) in PEOPLE.items()
    }  # fmt: skip


def open_accounts(remembered: Path | None = None) -> list[User]:
    """Return the demo people whose public password still opens the door.

    To try twelve passwords takes seconds. What was found is kept beside the hash, which a new password changes, in the
    file ``remembered``; who must not be mistaken names none.
    """
    users = db.session.scalars(select(User).where(User.username.in_(PEOPLE), User.active)).unique().all()
    for user in users:
        db.session.expunge(user)
    db.session.rollback()  # whoever serves already writes meanwhile
    order = list(PEOPLE)
    before = _recall(remembered)
    found = {user: _digest(user) for user in users}
    opens = {
        digest: before[digest] if digest in before else passwords.matches(user.password_hash, PASSWORD)
        for user, digest in found.items()
    }
    if remembered and opens != before:
        with contextlib.suppress(OSError):
            remembered.write_text(json.dumps(opens))
    return sorted((user for user in users if opens[found[user]]), key=lambda user: order.index(user.username))


def _digest(user: User) -> str:
    return hashlib.sha256((user.password_hash or "").encode()).hexdigest()


def _recall(remembered: Path | None) -> dict[str, bool]:
    try:
        return dict(json.loads(remembered.read_text())) if remembered else {}
    except (OSError, ValueError, TypeError):
        return {}


def is_demo() -> bool:
    """Return whether the database holds nobody yet, or just the people of the demo company, all of them."""
    names = set(db.session.scalars(select(User.username)))
    db.session.rollback()
    return not names or names == set(PEOPLE)


def describe(user: User) -> str:
    """Return what a demo person is, for the list that ``serve`` prints."""
    return PEOPLE[user.username][3]

"""The people of the demo company."""

from __future__ import annotations

from datetime import datetime

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


def open_accounts() -> list[User]:
    """Return the demo people whose public password still opens the door."""
    users = db.session.scalars(select(User).where(User.username.in_(PEOPLE), User.active)).unique().all()
    db.session.rollback()
    order = list(PEOPLE)
    open_ones = [user for user in users if passwords.matches(user.password_hash, PASSWORD)]
    return sorted(open_ones, key=lambda user: order.index(user.username))


def is_demo() -> bool:
    """Return whether the database holds nobody yet, or just the people of the demo company, all of them."""
    names = set(db.session.scalars(select(User.username)))
    db.session.rollback()
    return not names or names == set(PEOPLE)


def describe(user: User) -> str:
    """Return what a demo person is, for the list that ``serve`` prints."""
    return PEOPLE[user.username][3]

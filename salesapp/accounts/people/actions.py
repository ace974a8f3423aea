"""What is done to accounts: they are opened, changed, closed, opened again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from salesapp.accounts import queries
from salesapp.accounts.leaving.actions import hand_out
from salesapp.accounts.leaving.rules import Answers
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.passwords.rules import NewPassword
from salesapp.accounts.people import rules
from salesapp.accounts.rules import AccountRefused
from salesapp.capability import follow
from salesapp.db import db
from salesapp.rights.rules import KEEPER
from salesapp.words import gettext as _


def create_user(
    *,
    username: str,
    name: str,
    role: str,
    password: NewPassword,
    at: datetime,
    team_id: int | None = None,
    email: str | None = None,
    phone: str | None = None,
    must_change: bool = True,
    by: User | None = None,
) -> User:
    """Open an account with a first password, which must be changed at the first sign-in."""
    username = rules.check_username(username)
    rules.check_place(role, team_id)
    passwords.check_password(password.plain, username=username, name=name)
    if queries.by_username(username) is not None:
        raise AccountRefused(_("This sign-in name is taken."), field="username")
    user = User(
        username=username, name=name, role=role, team_id=team_id, email=email, phone=phone, created_at=at,
        password_hash=password.hash, session_stamp=secrets.token_hex(16),
        must_change_password=must_change, password_changed_at=at,
    )  # fmt: skip
    db.session.add(user)
    return user


def change_user(
    user: User,
    *,
    name: str,
    role: str,
    team_id: int | None,
    email: str | None,
    phone: str | None,
    successor: int | None = None,
    apart: Mapping[str, int] | None = None,
    by: User,
    at: datetime,
) -> User:
    """Change what an account is; nobody takes the last administrator's role away.

    What hangs on this person in the role or team that they leave goes to a ``successor``; kinds and records ``apart`` to others.
    """
    rules.check_place(role, team_id)
    if user.role in KEEPER and role not in KEEPER:
        _keep_an_administrator(user, field="role")
    if user.id == by.id and role != user.role:
        raise AccountRefused(_("You cannot change your own role."), field="role")
    if (role, team_id) != (user.role, user.team_id):
        answers = Answers(successor, apart or {})
        hand_out(user, answers, closing=False, role=role, team_id=team_id, by=by, at=at)
    moves = team_id != user.team_id
    user.name, user.role, user.team_id, user.email, user.phone = name, role, team_id, email, phone
    follow("user", user, ("team_id",) if moves else (), by=by, at=at)
    return user


def close_user(
    user: User,
    *,
    successor: int | None = None,
    apart: Mapping[str, int] | None = None,
    by: User,
    at: datetime,
) -> User:
    """Close an account: it can no longer sign in, its sessions end, its records stay, and what hung on it goes on."""
    if user.id == by.id:
        raise AccountRefused(_("You cannot close your own account."))
    if user.role in KEEPER:
        _keep_an_administrator(user, field=None)
    answers = Answers(successor, apart or {})
    hand_out(user, answers, closing=True, role=user.role, team_id=user.team_id, by=by, at=at)
    user.active = False
    user.session_stamp = secrets.token_hex(16)
    follow("user", user, ("closed",), by=by, at=at)
    return user


def reopen_user(user: User, *, by: User, at: datetime) -> User:
    """Open a closed account again."""
    user.active = True
    return user


def _keep_an_administrator(user: User, *, field: str | None) -> None:
    others = select(func.count()).where(User.role.in_(KEEPER), User.active, User.id != user.id)
    if not db.session.scalar(others):
        raise AccountRefused(_("This is the last administrator: name another one first."), field=field)

"""What is done to accounts: they are opened, changed, closed, opened again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select

from salesapp import capability
from salesapp.accounts import queries
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.passwords.rules import NewPassword
from salesapp.accounts.people import rules
from salesapp.accounts.people.rules import Leaving
from salesapp.accounts.rules import AccountRefused
from salesapp.db import db
from salesapp.rights.rules import KEEPER
from salesapp.words import gettext as _

Departure = Callable[[User, User, datetime], None]
_departures: list[Departure] = []


def when_somebody_leaves(callback: Departure) -> None:
    """Register what follows when an account is closed: ``callback(user, by, at)``, in the same transaction."""
    if callback not in _departures:
        _departures.append(callback)


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
    by: User,
    at: datetime,
) -> User:
    """Change what an account is; nobody takes the last administrator's role away.

    What only this person could do in the role or team that they leave goes to a ``successor``, or waits (0).
    """
    rules.check_place(role, team_id)
    if user.role in KEEPER and role not in KEEPER:
        _keep_an_administrator(user, field="role")
    if user.id == by.id and role != user.role:
        raise AccountRefused(_("You cannot change your own role."), field="role")
    if (role, team_id) != (user.role, user.team_id):
        _pass_on(user, successor, closing=False, by=by, at=at)
    user.name, user.role, user.team_id, user.email, user.phone = name, role, team_id, email, phone
    return user


def close_user(user: User, *, successor: int | None = None, by: User, at: datetime) -> User:
    """Close an account: it can no longer sign in, its sessions end, its records stay, and what hung on it goes on."""
    if user.id == by.id:
        raise AccountRefused(_("You cannot close your own account."))
    if user.role in KEEPER:
        _keep_an_administrator(user, field=None)
    _pass_on(user, successor, closing=True, by=by, at=at)
    user.active = False
    user.session_stamp = secrets.token_hex(16)
    for follow in _departures:
        follow(user, by, at)
    return user


def reopen_user(user: User, *, by: User, at: datetime) -> User:
    """Open a closed account again."""
    user.active = True
    return user


def hanging(user: User, *, closing: bool) -> list[tuple[Leaving, str]]:
    """Return what hangs on this person alone, each with its sentence."""
    declared = (one for part in capability.installed() for one in part.leaving)
    told = ((one, one.told(user, closing=closing)) for one in declared)
    return [(one, words) for one, words in told if words]


def _pass_on(user: User, successor: int | None, *, closing: bool, by: User, at: datetime) -> None:
    to = queries.find(successor) if successor else None
    for one, told in hanging(user, closing=closing):
        rules.check_successor(
            told, successor, to if to is not None and to.active and to.id != user.id else None
        )
        one.pass_on(user, to, closing=closing, by=by, at=at)


def _keep_an_administrator(user: User, *, field: str | None) -> None:
    others = select(func.count()).where(User.role.in_(KEEPER), User.active, User.id != user.id)
    if not db.session.scalar(others):
        raise AccountRefused(_("This is the last administrator: name another one first."), field=field)

"""Passwords change: one's own, or a first one that is given to somebody."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules
from salesapp.accounts.passwords.rules import Compared, NewPassword, PasswordRefused
from salesapp.accounts.sessions.actions import lift_delays
from salesapp.capability import follow
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.trail.actions import record
from salesapp.words import gettext as _


def change_own_password(user: User, new: NewPassword, *, old: Compared, at: datetime) -> User:
    """Replace a person's own password, where the ``old`` one is still in force; all their sessions end."""
    db.session.refresh(user)
    rules.check_unchanged(old, active=user.active, stored=user.password_hash, stamp=user.session_stamp)
    if not old.known:
        raise PasswordRefused(_("This is not your present password."), field="old")
    if old.plain == new.plain:
        raise PasswordRefused(_("The new password is the old one."), field="new")
    rules.check_password(new.plain, username=user.username, name=user.name, field="new")
    _set_password(user, new, first=False, at=at)
    record("password_change", user, actor=user)
    return user


def give_drawn_password(user: User, password: NewPassword, *, by: User, at: datetime) -> User:
    """Give a one-time password that was drawn, with an end; all sessions end, and nobody waits for wrong ones.

    Whoever rests on a person's password follows: the person is told, and completes no approval for a day.
    """
    _set_password(user, password, first=True, at=at)
    lift_delays(user)
    user.first_password_until = at + timedelta(hours=policy("first_password_hours"))
    record("password_reset", user, actor=by)
    follow("user", user, ("first_password",), by=by, at=at)
    return user


def _set_password(user: User, password: NewPassword, *, first: bool, at: datetime) -> None:
    user.password_hash = password.hash
    user.session_stamp = secrets.token_hex(16)
    user.must_change_password = first
    user.first_password_until = None
    user.password_changed_at = at
    user.failed_count = 0

"""Passwords change: one's own, or a first one that is given to somebody."""

from __future__ import annotations

import secrets
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules
from salesapp.accounts.passwords.rules import NewPassword, PasswordRefused
from salesapp.trail.actions import record
from salesapp.words import gettext as _


def change_own_password(user: User, new: NewPassword, *, old: str, known: bool, at: datetime) -> User:
    """Replace a person's own password, where the old one was ``known``; all their sessions end."""
    if not known:
        raise PasswordRefused(_("This is not your present password."), field="old")
    if old == new.plain:
        raise PasswordRefused(_("The new password is the old one."), field="new")
    rules.check_password(new.plain, username=user.username, name=user.name, field="new")
    _set_password(user, new, first=False, at=at)
    record("password_change", user, actor=user)
    return user


def give_first_password(user: User, password: NewPassword, *, by: User, at: datetime) -> User:
    """Give a new first password; all sessions end, the account is unlocked."""
    rules.check_password(password.plain, username=user.username, name=user.name, field="password")
    _set_password(user, password, first=True, at=at)
    record("password_reset", user, actor=by)
    return user


def _set_password(user: User, password: NewPassword, *, first: bool, at: datetime) -> None:
    user.password_hash = password.hash
    user.session_stamp = secrets.token_hex(16)
    user.must_change_password = first
    user.password_changed_at = at
    user.failed_count = 0
    user.locked_until = None

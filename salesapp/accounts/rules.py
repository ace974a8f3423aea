"""Passwords, locks and accounts: what is accepted (conventions 4.2)."""

import re
from datetime import datetime, timedelta

from salesapp.refusals import Refusal
from salesapp.rights.rules import ROLE_LABELS, SALES
from salesapp.words import gettext as _
from salesapp.words import ngettext

MIN_PASSWORD = 10  # characters
MAX_PASSWORD = 200  # so that nobody keeps the server busy hashing a novel
MIN_CLASSES = 3  # of small letters, capitals, digits, signs


_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


class PasswordRefused(Refusal):
    """A password that is too easy, or not the one in force."""


class AccountRefused(Refusal):
    """An account or a team cannot be made or changed this way."""


class SignInRefused(Refusal):
    """Name or password are wrong, or the account is locked or closed."""


def check_password(password: str, *, username: str, name: str, field: str = "password") -> None:
    """Refuse a password that is short, of one kind of sign, or holds the person's name (4.2)."""
    if len(password) < MIN_PASSWORD:
        raise PasswordRefused(_("Use at least %(count)s characters.", count=MIN_PASSWORD), field=field)
    if len(password) > MAX_PASSWORD:
        raise PasswordRefused(_("Use at most %(count)s characters.", count=MAX_PASSWORD), field=field)
    if _classes(password) < MIN_CLASSES:
        sentence = _("Mix at least three of: small letters, capitals, digits, other signs.")
        raise PasswordRefused(sentence, field=field)
    if any(part in password.casefold() for part in _name_parts(username, name)):
        raise PasswordRefused(_("Do not use your own name in the password."), field=field)


def _classes(password: str) -> int:
    return sum(
        (
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdecimal() for c in password),
            any(not (c.islower() or c.isupper() or c.isdecimal()) for c in password),
        )
    )


def _name_parts(username: str, name: str) -> list[str]:
    """Return what a password must not hold; Latin parts under three letters are in half of all words."""
    parts = [username.casefold(), name.casefold().replace("*", "").strip()]
    return [part for part in parts if len(part) >= (3 if part.isascii() else 2)]


def locked_for(locked_until: datetime | None, *, at: datetime) -> timedelta | None:
    """Return how long an account stays locked, or None where it is open."""
    return locked_until - at if locked_until is not None and locked_until > at else None


def lock_after(failures: int, *, limit: int, minutes: int, at: datetime) -> datetime | None:
    """Return until when an account is locked after so many wrong passwords in a row (4.2)."""
    return at + timedelta(minutes=minutes) if failures >= limit else None


def locked_sentence(left: timedelta) -> str:
    """Say how long to wait, in whole minutes, rounded up."""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    return ngettext(
        "Too many wrong passwords: the account is locked for %(num)d minute.",
        "Too many wrong passwords: the account is locked for %(num)d minutes.",
        minutes,
    )


def is_too_old(changed_at: datetime | None, *, days: int, at: datetime) -> bool:
    """Tell whether a password must be changed for its age; `days` 0 means never."""
    return bool(days) and (changed_at is None or at - changed_at >= timedelta(days=days))


def check_username(username: str) -> str:
    """Return a sign-in name in small letters, or refuse it."""
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        sentence = _("Use 2 to 40 small letters, digits, dots or hyphens, beginning with a letter.")
        raise AccountRefused(sentence, field="username")
    return username


def check_place(role: str, team_id: int | None) -> None:
    """Refuse a representative or supervisor without a team."""
    if role not in ROLE_LABELS:
        raise AccountRefused(_("There is no such role."), field="role")
    if role in SALES and team_id is None:
        raise AccountRefused(_("Sales people belong to a team: choose one."), field="team_id")

"""Locks: after how many wrong passwords, for how long (conventions 4.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesapp.refusals import Refusal
from salesapp.words import ngettext


class SignInRefused(Refusal):
    """Name or password are wrong, or the account is locked or closed."""


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

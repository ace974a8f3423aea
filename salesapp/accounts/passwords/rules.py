"""Passwords: which are accepted, how they rest (argon2id), when they are too old (4.2)."""

from __future__ import annotations

import functools
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: What OWASP asks of argon2id at least: 19 MiB, twice over, on one core. Two hundred people come in at eight o'clock: with the
#: library's own 64 MiB two cores would be busy with them for a quarter of a minute. Hashes of other measures are made anew
#: at the next sign-in.
TIMES, KILOBYTES, LANES = 2, 19 * 1024, 1
_hasher = PasswordHasher(time_cost=TIMES, memory_cost=KILOBYTES, parallelism=LANES)
#: One password at a time in each process, of which there is one a core: more at once would end no sooner, take all of the
#: memory, and leave the screens no turn.
_turn = threading.RLock()
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"


@functools.cache
def _decoy() -> str:
    """Return the hash of a password nobody knows: an unknown name costs the same time as a wrong password."""
    return hash_password(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Return the salted hash to store."""
    with _turn:
        return _hasher.hash(password)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password to be set, with the salted hash to store. Hashing takes long: it is done before anything is held."""

    plain: str = field(repr=False)
    hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """A password that was typed as the present one, and what it was compared with while nothing was held."""

    plain: str = field(repr=False)
    known: bool
    stored: str = field(repr=False)
    #: The stamp of the session that it was typed in.
    stamp: str = field(repr=False)


def hashed(password: str) -> NewPassword:
    """Return a password with its salted hash."""
    return NewPassword(password, hash_password(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; without a stored one it takes as long."""
    compared = stored or _decoy()
    try:
        with _turn:
            return _hasher.verify(compared, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def suggest() -> str:
    """Make a first password that can be read over the telephone, such as Kfm7-Xqr4-Tpw9-Bcd2."""
    groups = [
        "".join(
            (
                secrets.choice(_CAPITALS),
                *(secrets.choice(_LETTERS) for _ in range(2)),
                secrets.choice(_DIGITS),
            )
        )
        for _ in range(4)
    ]
    return "-".join(groups)


MIN_PASSWORD = 10  # characters


MAX_PASSWORD = 200  # so that nobody keeps the server busy hashing a novel


MIN_CLASSES = 3  # of small letters, capitals, digits, signs


class PasswordRefused(Refusal):
    """A password that is too easy, or not the one in force."""


def check_unchanged(old: Compared, *, active: bool, stored: str, stamp: str) -> None:
    """Refuse what was compared with a password or in a session that has ended since: a reset beats the old password."""
    if not active or stored != old.stored or stamp != old.stamp:
        sentence = _("The password or the account was changed meanwhile. Sign in again.")
        raise PasswordRefused(sentence, field="old")


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


def is_too_old(changed_at: datetime | None, *, days: int, at: datetime) -> bool:
    """Tell whether a password must be changed for its age; `days` 0 means never."""
    return bool(days) and (changed_at is None or at - changed_at >= timedelta(days=days))


def has_ended(until: datetime | None, *, at: datetime) -> bool:
    """Tell whether a drawn password no longer opens the door; one's own has no end."""
    return until is not None and at >= until

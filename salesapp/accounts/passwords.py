"""Passwords at rest: argon2id, with the library's present parameters."""

import functools
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"


@functools.cache
def _decoy() -> str:
    """Return the hash of a password nobody knows: an unknown name costs the same time as a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Return the salted hash to store."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; without a stored one it takes as long."""
    try:
        return _hasher.verify(stored or _decoy(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def suggest() -> str:
    """Make a first password that can be read over the telephone, such as Kfm-xqr7-Tpw4."""
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

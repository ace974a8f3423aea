"""What must be told again and yet rest unread in the database: sealed with a key that is made of the installation's."""

from __future__ import annotations

import base64
import hashlib
import hmac


def _key(installation: str, purpose: str) -> bytes:
    """Return the key for one purpose: it opens nothing else, and no backup holds it."""
    made = hmac.new(installation.encode(), purpose.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made)


def seal(secret: str, installation: str, *, purpose: str) -> str:
    """Return a secret as it is stored: encrypted and signed with the installation's key (Fernet)."""
    from cryptography.fernet import Fernet  # loaded by whoever seals: the pages need none of it

    return Fernet(_key(installation, purpose)).encrypt(secret.encode()).decode()


def unseal(sealed: str, installation: str, *, purpose: str) -> str | None:
    """Return a stored secret; None where it was sealed on an installation with another key."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_key(installation, purpose)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None

"""What somebody has for the second step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from salesapp.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from salesapp.db import db


def authenticator(user_id: int) -> Authenticator | None:
    """Return a person's authenticator."""
    return db.session.get(Authenticator, user_id)


def passkeys(user_id: int) -> Sequence[Passkey]:
    """Return a person's passkeys, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)).all()


def passkey(user_id: int, credential: str) -> Passkey | None:
    """Return one passkey of a person by its id at the device."""
    query = select(Passkey).where(Passkey.user_id == user_id, Passkey.credential == credential)
    return db.session.scalar(query)


def codes_left(user_id: int) -> int:
    """Return how many recovery codes a person has not used."""
    query = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0

"""Who keeps the seal, as far as signatures tell (F11)."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.contracts.signing.models import ContractSealing
from salesapp.db import db


def last_sealer() -> str | None:
    """Return who put the seal under the contract that was signed last: mostly one person keeps it."""
    query = select(ContractSealing.sealed_by).where(ContractSealing.sealed_by.is_not(None))
    return db.session.scalar(query.order_by(ContractSealing.id.desc()).limit(1))

"""Hand-offs that somebody waits for, and those that are late (R41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from salesapp.contracts.handoff.models import Handoff, overdue
from salesapp.contracts.handoff.rules import WAITED_FOR
from salesapp.contracts.models import Contract
from salesapp.db import db


def open_handoffs() -> Sequence[Handoff]:
    """Return every hand-off that is not done, with its contract and the day of its signature, for the calendar."""
    query = (
        select(Handoff)
        .where(Handoff.status.in_(WAITED_FOR))
        .options(
            joinedload(Handoff.contract).joinedload(Contract.owner),
            joinedload(Handoff.contract).joinedload(Contract.signature),
        )
        .order_by(Handoff.due_on)
    )
    return db.session.scalars(query).unique().all()


def overdue_handoffs(today: date) -> Sequence[Handoff]:
    """Return the hand-offs that are late and of which no supervisor was told yet (R41)."""
    query = (
        select(Handoff)
        .where(overdue(today), Handoff.escalated_at.is_(None))
        .options(joinedload(Handoff.contract).joinedload(Contract.owner))
        .order_by(Handoff.due_on)
    )
    return db.session.scalars(query).unique().all()

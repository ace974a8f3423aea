"""What waits in the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.mail.rules import LEASE, MAX_ATTEMPTS


def is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition of a mail that may be tried now: waiting, in time, and in nobody's hands."""
    return (
        OutgoingMail.sent_at.is_(None)
        & (OutgoingMail.next_try_at <= at)
        & (OutgoingMail.attempts < MAX_ATTEMPTS)
        & (OutgoingMail.claimed_at.is_(None) | (OutgoingMail.claimed_at <= at - LEASE))
    )


def due_ids(at: datetime, limit: int) -> list[int]:
    """Return the mails to try now, the longest waiting first."""
    due = (
        select(OutgoingMail.id)
        .where(is_due(at))
        .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(limit)
    )
    return list(db.session.scalars(due))


def waiting_count() -> int:
    """Return how many mails have not left."""
    return db.session.scalars(select(func.count()).where(OutgoingMail.sent_at.is_(None))).one()

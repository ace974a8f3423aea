"""What waits in the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from salesapp.accounts.models import User
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


def did_not_leave(at: datetime) -> ColumnElement[bool]:
    """Return the condition of a mail that was to leave and could not: given up, or put off after an error."""
    given_up = OutgoingMail.attempts >= MAX_ATTEMPTS
    free = OutgoingMail.claimed_at.is_(None) | (OutgoingMail.claimed_at <= at - LEASE)
    return OutgoingMail.sent_at.is_(None) & free & (OutgoingMail.last_error.is_not(None) | given_up)


def left_behind(at: datetime, limit: int) -> list[Any]:
    """Return the mails that did not leave, the latest first, each with the name of the person it is for."""
    name = select(func.min(User.name)).where(User.email == OutgoingMail.to).scalar_subquery()
    query = select(OutgoingMail, name).where(did_not_leave(at)).order_by(OutgoingMail.id.desc()).limit(limit)
    return list(db.session.execute(query))


def left_behind_count(at: datetime) -> int:
    """Return how many mails did not leave."""
    return db.session.scalars(select(func.count()).select_from(OutgoingMail).where(did_not_leave(at))).one()


def waiting_count() -> int:
    """Return how many mails have not left."""
    return db.session.scalars(select(func.count()).where(OutgoingMail.sent_at.is_(None))).one()

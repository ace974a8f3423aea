"""Letters, read: those about a record, and the copies that may be sent now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.db import db
from salesapp.mail.letters.models import Delivery, Letter
from salesapp.mail.letters.rules import HELD, LEASE, State
from salesapp.mail.mailboxes.models import Mailbox


def about(subject_type: str, subject_id: int) -> list[Letter]:
    """Return the letters about a record, the latest first."""
    query = select(Letter).where(Letter.subject_type == subject_type, Letter.subject_id == subject_id)
    shown = joinedload(Letter.sender), selectinload(Letter.deliveries), selectinload(Letter.files)
    return list(db.session.scalars(query.options(*shown).order_by(Letter.no.desc())).unique())


def delivery(delivery_id: int, subject_type: str, subject_id: int) -> Delivery | None:
    """Return one recipient's copy of a letter about a record, held so that only one answers for it."""
    query = select(Delivery).join(Letter).where(
        Delivery.id == delivery_id, Letter.subject_type == subject_type, Letter.subject_id == subject_id
    )  # fmt: skip
    return db.session.scalar(query.options(joinedload(Delivery.letter)).with_for_update(of=Delivery))


def held_fast(letter_id: int) -> Sequence[Delivery]:
    """Return the copies of a letter as they are now, so that no process takes one in hand meanwhile."""
    query = select(Delivery).where(Delivery.letter_id == letter_id).order_by(Delivery.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def due(at: datetime, limit: int) -> Sequence[tuple[int, int]]:
    """Return the copies that may be sent now with whose they are, each sender's together, the longest waiting first.

    What waits for an account that was stopped is left out.
    """
    stopped = select(Mailbox.user_id).where(Mailbox.stopped_at.is_not(None))
    query = (
        select(Delivery.id, Letter.sender_id)
        .join(Letter)
        .where(Delivery.state.in_(HELD), Delivery.next_try_at <= at, Letter.sender_id.not_in(stopped))
        .order_by(Delivery.next_try_at, Delivery.id)
        .limit(limit)
    )
    rows = [(row.id, row.sender_id) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: row[1])


def lost(at: datetime) -> Sequence[Delivery]:
    """Return the copies that a process had in hand when it was ended."""
    query = select(Delivery).where(Delivery.state == State.SENDING, Delivery.claimed_at <= at - LEASE)
    return db.session.scalars(query.options(joinedload(Delivery.letter))).all()


def waiting_of(user_id: int) -> Sequence[Delivery]:
    """Return what waits to be tried again of one person."""
    query = select(Delivery).join(Letter).where(Letter.sender_id == user_id, Delivery.state == State.RETRY)
    return db.session.scalars(query).all()

"""Rounds that will reach a role: a seat of it waits behind others."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import Outcome, SeatStatus
from salesapp.db import db

MOST = 20


def on_the_way(user: User) -> Sequence[Approval]:
    """Return the running rounds in which a person's turn is still to come, the oldest first."""
    mine = or_(Seat.user_id == user.id, (Seat.user_id.is_(None)) & (Seat.role == user.role))
    later = select(Seat.approval_id).where(Seat.status == SeatStatus.WAITING, mine)
    asked = select(Seat.approval_id).where(Seat.status == SeatStatus.OPEN, mine)
    query = (
        select(Approval)
        .where(Approval.outcome == Outcome.RUNNING, Approval.id.in_(later), Approval.id.not_in(asked))
        .options(selectinload(Approval.seats).joinedload(Seat.user))
        .order_by(Approval.submitted_at)
        .limit(MOST)
    )
    return db.session.scalars(query).unique().all()

"""The seats that only one person can answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import PENDING, Outcome
from salesapp.db import db


def alone(user: User, *, closing: bool) -> list[Seat]:
    """Return the open or coming seats that nobody else can answer: by role, and by name when the account is closed."""
    by_role = and_(Seat.user_id.is_(None), Seat.role == user.role)
    query = (
        select(Seat)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(Approval.outcome == Outcome.RUNNING, Seat.status.in_(PENDING))
        .where(or_(Seat.user_id == user.id, by_role) if closing else by_role)
        .options(contains_eager(Seat.approval))
        .order_by(Seat.id)
    )
    return [seat for seat in db.session.scalars(query).unique() if _only(seat, user)]


def running_of(user: User) -> Sequence[Approval]:
    """Return the running rounds of the records that a person owns."""
    query = select(Approval).where(Approval.outcome == Outcome.RUNNING, Approval.owner_id == user.id)
    return db.session.scalars(query.order_by(Approval.id)).unique().all()


def running_for(user: User) -> Sequence[Approval]:
    """Return the running rounds of what a person owns or submitted."""
    whose = or_(Approval.owner_id == user.id, Approval.submitted_by_id == user.id)
    query = select(Approval).where(Approval.outcome == Outcome.RUNNING, whose)
    return db.session.scalars(query.order_by(Approval.id)).unique().all()


def _only(seat: Seat, user: User) -> bool:
    return {person.id for person in access.holders(seat)} == {user.id}

"""Colleagues who may be asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.approvals.models import Seat
from salesapp.approvals.subjects.rules import subject_of
from salesapp.db import db
from salesapp.rights.rules import BUSINESS


def colleagues(seat: Seat, *, without: int) -> Sequence[User]:
    """Return who may be asked on a seat: who sees the record, but neither its submitter and owner nor oneself."""
    approval = seat.approval
    barred = {*approval.barred, without}
    query = (
        select(User)
        .where(User.active, User.role.in_(BUSINESS), User.id.not_in(barred))
        .order_by(User.role, User.id)
    )
    subject = subject_of(approval.subject_type)
    return [user for user in db.session.scalars(query).unique() if subject.sees(approval.subject_id, user)]

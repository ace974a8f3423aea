"""The decisions of some days, with when each was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.times.rules import Taken
from salesapp.db import db
from salesapp.rights.rules import Role

MOST = 20_000


def taken(user: User, since: datetime, subject_type: str | None = None) -> Sequence[Taken]:
    """Return the decisions since a moment: those of all to the director, else those of one's team's records."""
    query = (
        select(Seat.role, User.name, Seat.opened_at, Decision.at, Seat.due_at)
        .join(Decision, Decision.seat_id == Seat.id)
        .join(User, User.id == Decision.by_id)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(Decision.at >= since, Seat.opened_at.is_not(None))
        .order_by(Decision.id.desc())
        .limit(MOST)
    )
    if user.role != Role.DIRECTOR:
        query = query.where(Approval.team_id == user.team_id)
    if subject_type:
        query = query.where(Approval.subject_type == subject_type)
    rows = db.session.execute(query)
    return [
        Taken(role, name, opened, decided, due)
        for role, name, opened, decided, due in rows
        if opened is not None
    ]

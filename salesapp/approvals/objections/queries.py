"""The return or veto that records are still to answer, read for many at once (W31)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.approvals.content.rules import objection
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.objections.rules import Objection
from salesapp.approvals.rules import SeatStatus
from salesapp.db import db


def objections(subject_type: str, ids: Collection[int]) -> dict[int, Objection]:
    """Return the return or veto that each of these records is still to answer, where there is one (W31)."""
    by, principal = aliased(User), aliased(User)
    last = select(func.max(Decision.id)).join(Seat, Seat.id == Decision.seat_id)
    left = (
        select(func.min(Seat.id))
        .where(Seat.approval_id == Approval.id, Seat.status == SeatStatus.LAPSED, ~Seat.superseded)
        .scalar_subquery()
    )
    query = (
        select(
            Approval.subject_id, Approval.outcome, Approval.frozen, by.name.label("by"), principal.name.label("principal"),
            Decision.comment, left.is_(None).label("was_given"),
        )
        .select_from(Approval)
        .outerjoin(Decision, Decision.id == last.where(Seat.approval_id == Approval.id).scalar_subquery())
        .outerjoin(by, by.id == Decision.by_id)
        .outerjoin(principal, principal.id == Decision.for_id)
        .where(Approval.subject_type == subject_type, Approval.subject_id.in_(ids))
        .order_by(Approval.subject_id, Approval.round.desc())
    )  # fmt: skip
    rounds = groupby(db.session.execute(query), key=lambda row: row.subject_id)
    found = {record_id: objection(of_one) for record_id, of_one in rounds}
    return {
        record_id: Objection(row.outcome, row.by, row.principal, row.comment or "")
        for record_id, row in found.items()
        if row is not None and row.by is not None
    }

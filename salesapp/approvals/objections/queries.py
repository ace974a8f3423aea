"""The return or veto that records are still to answer, or that a round answers, read for many at once (W29, W31)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from salesapp.accounts.models import User
from salesapp.approvals.content.rules import objection
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.objections.rules import Objection
from salesapp.approvals.rules import SeatStatus
from salesapp.db import db
from salesapp.statements import Made, kept


def objections(subject_type: str, ids: Collection[int]) -> dict[int, Objection]:
    """Return the return or veto that each of these records is still to answer, where there is one (W31)."""
    return _found(_objections(subject_type, list(ids)))


@kept
def _objections(subject_type: str, ids: Collection[int]) -> Select:
    return _rounds(Approval.subject_id).where(
        Approval.subject_type == subject_type, Approval.subject_id.in_(ids)
    )


def answered(approval_ids: Collection[int]) -> dict[int, Objection]:
    """Return the return or veto of an earlier round that each of these rounds answers, where there is one (W29)."""
    return _found(_answered(list(approval_ids)))


@kept
def _answered(approval_ids: Collection[int]) -> Select:
    later = aliased(Approval)
    same = and_(later.subject_type == Approval.subject_type, later.subject_id == Approval.subject_id)
    rounds = _rounds(later.id).join(later, and_(same, later.round > Approval.round))
    return rounds.where(later.id.in_(approval_ids))


def _rounds(whose: ColumnElement[int] | InstrumentedAttribute[int]) -> Select:
    """Select rounds, the latest of each first, with who decided last in them."""
    by, principal = aliased(User), aliased(User)
    last = select(func.max(Decision.id)).join(Seat, Seat.id == Decision.seat_id)
    left = (
        select(func.min(Seat.id))
        .where(Seat.approval_id == Approval.id, Seat.status == SeatStatus.LAPSED, ~Seat.superseded)
        .scalar_subquery()
    )
    return (
        select(
            whose.label("whose"), Approval.outcome, Approval.frozen, by.name.label("by"), principal.name.label("principal"),
            Decision.comment, left.is_(None).label("was_given"),
        )
        .select_from(Approval)
        .outerjoin(Decision, Decision.id == last.where(Seat.approval_id == Approval.id).scalar_subquery())
        .outerjoin(by, by.id == Decision.by_id)
        .outerjoin(principal, principal.id == Decision.for_id)
        .order_by(whose, Approval.round.desc())
    )  # fmt: skip


def _found(made: Made) -> dict[int, Objection]:
    rounds = groupby(db.session.execute(*made), key=lambda row: row.whose)
    found = {whose: objection(of_one) for whose, of_one in rounds}
    return {
        whose: Objection(row.outcome, row.by, row.principal, row.comment or "")
        for whose, row in found.items()
        if row is not None and row.by is not None
    }

"""The decisions of some days, with when each was asked for, and the rounds that ended in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, Row, Select, case, cast, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.rules import Outcome
from salesapp.approvals.times.rules import Taken
from salesapp.db import between, db
from salesapp.rights.rules import Role

HOUR = timedelta(hours=1)
MOST = 20_000
SHOWN = 200
#: How a round ends by a decision; one that was withdrawn or ended with its record took nobody's time.
DECIDED = (Outcome.APPROVED, Outcome.RETURNED, Outcome.VETOED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: the decisions since a moment, of one kind of record or of all, of one step and person or of all."""

    since: datetime
    kind: str = ""
    role: str = ""
    person_id: int | None = None


def _of(query: Select, user: User, asked: Asked) -> Select:
    """Keep what a person may count: all to the director, else one's team's records."""
    if user.role != Role.DIRECTOR:
        query = query.where(Approval.team_id == user.team_id)
    return query.where(Approval.subject_type == asked.kind) if asked.kind else query


def _decisions(columns: Sequence[Any], user: User, asked: Asked) -> Select:
    query = (
        select(*columns)
        .select_from(Decision)
        .join(Seat, Seat.id == Decision.seat_id)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(Decision.at >= asked.since, Seat.opened_at.is_not(None))
        .order_by(Decision.id.desc())
    )
    if asked.role:
        query = query.where(Seat.role == asked.role)
    if asked.person_id is not None:
        query = query.where(Decision.by_id == asked.person_id)
    return _of(query, user, asked)


def taken(user: User, asked: Asked) -> Iterable[Taken]:
    """Return the decisions that are asked for: whose step, by whom, how long it took, whether it was late.

    The database reckons: to make moments of what is only subtracted would take most of the page's time.
    """
    late = case((Decision.at > Seat.due_at, 1), else_=0)
    columns = (Seat.role, Decision.by_id, _hours(Seat.opened_at, Decision.at), late)
    rows: Any = db.session.execute(_decisions(columns, user, asked).limit(MOST))
    return rows


def names() -> dict[int, str]:
    """Return what everybody is called."""
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name))}


def _hours(earlier: Any, later: Any) -> ColumnElement[Any]:
    """Return the hours between two moments."""
    return cast(between(earlier, later, unit=HOUR), Float)


def behind(user: User, asked: Asked) -> Sequence[Row]:
    """Return the decisions behind a figure, the latest first: of which round, by whom, asked for and given when."""
    columns = (
        Approval.id.label("approval_id"), Approval.number, Approval.title, Seat.role, User.name, Seat.opened_at,
        Decision.at.label("decided_at"), Seat.due_at,
    )  # fmt: skip
    query = _decisions(columns, user, asked).join(User, User.id == Decision.by_id)
    return db.session.execute(query.limit(SHOWN)).all()


def rounds(user: User, asked: Asked) -> Sequence[float]:
    """Return how many hours the rounds took that a decision ended: from their submission to their end."""
    query = (
        select(_hours(Approval.submitted_at, Approval.ended_at))
        .where(Approval.ended_at >= asked.since, Approval.outcome.in_(DECIDED))
        .order_by(Approval.id.desc())
        .limit(MOST)
    )
    return db.session.scalars(_of(query, user, asked)).all()

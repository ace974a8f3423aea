"""The decisions of some days, with when each was asked for, and the rounds that ended in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.rules import Outcome
from salesapp.approvals.times.rules import Taken
from salesapp.db import db
from salesapp.rights.rules import Role

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
        .join(User, User.id == Decision.by_id)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(Decision.at >= asked.since, Seat.opened_at.is_not(None))
        .order_by(Decision.id.desc())
    )
    if asked.role:
        query = query.where(Seat.role == asked.role)
    if asked.person_id is not None:
        query = query.where(User.id == asked.person_id)
    return _of(query, user, asked)


def taken(user: User, asked: Asked) -> Sequence[Taken]:
    """Return the decisions that are asked for: whose step, by whom, when each was asked for and given."""
    columns = (Seat.role, User.name, Seat.opened_at, Decision.at, Seat.due_at, User.id)
    rows = db.session.execute(_decisions(columns, user, asked).limit(MOST))
    return [Taken(*row) for row in rows]


def behind(user: User, asked: Asked) -> Sequence[Row]:
    """Return the decisions behind a figure, the latest first: of which round, by whom, asked for and given when."""
    columns = (
        Approval.id.label("approval_id"), Approval.number, Approval.title, Seat.role, User.name, Seat.opened_at,
        Decision.at.label("decided_at"), Seat.due_at,
    )  # fmt: skip
    return db.session.execute(_decisions(columns, user, asked).limit(SHOWN)).all()


def rounds(user: User, asked: Asked) -> Sequence[Taken]:
    """Return the rounds that a decision ended: from their submission to their end."""
    query = (
        select(Approval.submitted_at, Approval.ended_at)
        .where(Approval.ended_at >= asked.since, Approval.outcome.in_(DECIDED))
        .order_by(Approval.id.desc())
        .limit(MOST)
    )
    rows = db.session.execute(_of(query, user, asked))
    return [Taken("", "", submitted, ended, None) for submitted, ended in rows]

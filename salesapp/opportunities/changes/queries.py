"""What changed: the moves and changed values of one opportunity, or of all of one customer's (F07, R45)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, literal, select, union_all

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import seen_by
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.grading.models import GradeChange
from salesapp.opportunities.models import Opportunity
from salesapp.statements import Made, kept
from salesapp.web.story import About


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: a move, an ending, a new grade, amount, date, win rate or owner."""

    at: datetime
    field: str
    before: str | None
    after: str
    reason: str | None
    by: str | None


def changes(opportunity_id: int, *, fields: Sequence[str] = (), limit: int = 200) -> list[Change]:
    """Return what changed of an opportunity that the caller found for its reader, the latest first."""
    moves = select(
        StageChange.at, literal("stage").label("field"), StageChange.before, StageChange.after, StageChange.reason,
        StageChange.by_id, StageChange.id,
    ).where(StageChange.opportunity_id == opportunity_id)  # fmt: skip
    grades = select(
        GradeChange.at, GradeChange.field, GradeChange.before, GradeChange.after, GradeChange.reason,
        GradeChange.by_id, GradeChange.id,
    ).where(GradeChange.opportunity_id == opportunity_id)  # fmt: skip
    both = union_all(moves, grades).subquery()
    query = (
        select(both.c.at, both.c.field, both.c.before, both.c.after, both.c.reason, User.name)
        .outerjoin(User, User.id == both.c.by_id)
        .order_by(both.c.at.desc(), both.c.id.desc())
        .limit(limit)
    )
    if fields:
        query = query.where(both.c.field.in_(fields))
    return [Change(*row) for row in db.session.execute(query)]


def grades(opportunity_id: int, *, limit: int) -> list[Change]:
    """Return how an opportunity that the caller found was graded, the latest first."""
    return [Change(*row) for row in db.session.execute(*_grades(opportunity_id, limit))]


@kept
def _grades(opportunity_id: int, limit: int) -> Select:
    return (
        select(
            GradeChange.at,
            GradeChange.field,
            GradeChange.before,
            GradeChange.after,
            GradeChange.reason,
            User.name,
        )
        .outerjoin(User, User.id == GradeChange.by_id)
        .where(
            GradeChange.opportunity_id == opportunity_id, GradeChange.field.in_(("grade", "suggested_grade"))
        )
        .order_by(GradeChange.id.desc())
        .limit(limit)
    )


def latest(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the latest changes, newest first, with who made them and the name: of a customer's those that its reader sees."""
    return _latest(about.reader, about.customer_id, about.opportunity_id, before, size=size)


@kept
def _latest(
    reader: User, customer_id: int | None, opportunity_id: int | None, before: datetime | None, *, size: int
) -> Select:
    about = About(customer_id, opportunity_id, reader)
    both = union_all(
        _rows(StageChange, literal("stage"), about, before),
        _rows(GradeChange, GradeChange.field, about, before),
    ).subquery()
    return select(both).order_by(both.c.at.desc()).limit(size)


def _rows(
    change: type[StageChange] | type[GradeChange], field, about: About, before: datetime | None
) -> Select:
    query = (
        select(
            change.at, field.label("field"), change.before, change.after, change.reason, User.name.label("by"),
            Opportunity.id.label("opportunity_id"), Opportunity.name,
        )
        .join(Opportunity, Opportunity.id == change.opportunity_id)
        .outerjoin(User, User.id == change.by_id)
    )  # fmt: skip
    if about.opportunity_id is not None:
        query = query.where(Opportunity.id == about.opportunity_id)
    else:
        query = query.where(Opportunity.customer_id == about.customer_id, seen_by(about.reader))
    return query.where(change.at < before) if before is not None else query

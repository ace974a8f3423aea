"""Sums of opportunities and follow-ups, read as they are kept; and the same counted, which they must equal (R24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from salesapp.db import db
from salesapp.opportunities.access import Reach
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.opportunities.sums.models import OpportunitySum
from salesapp.opportunities.sums.rules import Key, What

_SUM = OpportunitySum.__table__.c
#: The day by which each is told apart.
DAYS: dict[What, Any] = {
    What.FOLLOWED: FollowUp.day,
    What.OPEN: Opportunity.expected_close_on,
    What.ENDED: Opportunity.closed_on,
    What.DUE: Opportunity.next_due_on,
}


def counted(what: What, *conditions: ColumnElement[bool]) -> Select:
    """Select the sums as the records add up to, of all or of some of them."""
    day, words, many, total = _numbers(what)
    query = select(
        literal(int(what)).label("what"), day.label("day"), Opportunity.owner_id.label("owner_id"), words.label("words"),
        many.label("many"), total.label("total"),
    ).where(*_counts(what), *conditions)  # fmt: skip
    if what == What.FOLLOWED:
        query = query.join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
    return query.group_by(Opportunity.owner_id, day, words)


def _numbers(what: What) -> tuple[ColumnElement, ...]:
    """Return the day of a sum, by what else it is told apart, and its two numbers."""
    day, many = DAYS[what], func.count()
    if what == What.FOLLOWED:
        due = case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed
        return day, literal("", String), func.sum(case((FollowUp.on_time, 1), else_=0)), func.sum(due)
    if what == What.OPEN:
        words = Opportunity.stage + " " + cast(Opportunity.win_rate, String)
        return _month(day), words, many, func.sum(type_coerce(Opportunity.amount, BigInteger))
    if what == What.ENDED:
        return day, Opportunity.status.expression, many, func.sum(func.coalesce(Opportunity.cycle_days, 0))
    left = Opportunity.week_quota - Opportunity.week_count
    week = func.coalesce(cast(Opportunity.week_of, String), "-")
    words = Opportunity.grade + " " + week + " " + cast(case((left > 0, left), else_=0), String)
    return day, words, many, func.sum(Opportunity.lapsed)


def _month(day: ColumnElement) -> ColumnElement:
    """Return the first day of the month of a day."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.date(day, "start of month", type_=Date)
    return cast(func.date_trunc("month", day), Date)


def _counts(what: What) -> Sequence[ColumnElement[bool]]:
    """Return which records count."""
    if what == What.ENDED:
        return (Opportunity.status.in_((Status.WON, Status.LOST)), Opportunity.closed_on.is_not(None))
    if what == What.FOLLOWED:
        return ()
    return (Opportunity.status == Status.OPEN, DAYS[what].is_not(None))


def added(
    what: What,
    seen: Reach,
    first: date | None = None,
    last: date | None = None,
    *,
    owner_id: int | None = None,
    daily: bool = False,
) -> Sequence[tuple[Any, str, int, int]]:
    """Return what those that a person sees add up to between two days: (day, words, how many, total), or whatever the day.

    Sums of whole owners are kept. What one sees beyond these, such as what is shared, is few: it is counted.
    """
    rows = db.session.execute(_added(what, seen, first, last, owner_id, daily=daily))
    found: dict[tuple[date | None, str], tuple[int, int]] = {}
    for day, words, many, total in rows:
        before = found.get((day, words), (0, 0))
        found[day, words] = before[0] + int(many), before[1] + int(total)
    return [(*key, *numbers) for key, numbers in found.items()]


def _added(
    what: What, seen: Reach, first: date | None, last: date | None, owner_id: int | None, *, daily: bool
) -> Select | CompoundSelect:
    kept = [_SUM.what == int(what), *_within(_SUM.day, first, last)]
    if owner_id is not None:
        kept.append(_SUM.owner_id == owner_id)
    if seen.owners is not None:
        kept.append(_SUM.owner_id.in_(seen.owners))
    query = _summed(_SUM, daily).where(*kept)
    if seen.beyond is None:
        return query
    of_one = [Opportunity.owner_id == owner_id] if owner_id is not None else []
    few = counted(what, seen.beyond, *of_one, *_within(DAYS[what], first, last)).subquery()
    return union_all(query, _summed(few.c, daily))


def _within(day: Any, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    return [
        *([day >= first] if first is not None else []),
        *([day <= last] if last is not None else []),
    ]


def _summed(of: Any, daily: bool) -> Select:
    day = of.day if daily else cast(null(), Date)
    query = select(
        day.label("day"), of.words, func.sum(of.many).label("many"), func.sum(of.total).label("total")
    )
    return query.group_by(of.day, of.words) if daily else query.group_by(of.words)


def of_one(what: What, opportunity_id: int) -> Sequence[Row]:
    """Return what one opportunity adds to sums of a kind, day by day."""
    return db.session.execute(counted(what, Opportunity.id == opportunity_id)).all()


def differing() -> dict[Key, tuple[int, int]]:
    """Return by how much the records differ from what is kept of them; nothing where all agrees.

    One statement for each kind of sum: what others save meanwhile is in both, or in neither.
    """
    found: dict[Key, tuple[int, int]] = {}
    for what in What:
        kept = select(_SUM.what, _SUM.day, _SUM.owner_id, _SUM.words, -_SUM.many, -_SUM.total)
        both = union_all(counted(what), kept.where(_SUM.what == int(what))).subquery()
        _what, day, owner, words, many, total = both.c
        query = (
            select(day, owner, words, func.sum(many), func.sum(total))
            .group_by(day, owner, words)
            .having((func.sum(many) != 0) | (func.sum(total) != 0))
        )
        for row in db.session.execute(query):
            found[int(what), row[1], row[0], row[2]] = int(row[3]), int(row[4])
    return found


def is_empty() -> bool:
    """Return whether no sum is kept yet."""
    return db.session.scalar(select(_SUM.what).limit(1)) is None

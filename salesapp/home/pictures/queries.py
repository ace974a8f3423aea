"""What the pictures count; the records behind each bar are found by the same conditions (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    extract,
    func,
    select,
    true,
    type_coerce,
)

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import DAY, between, db
from salesapp.home.pictures.rules import AGES, WON, By
from salesapp.opportunities.access import listed, reach
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.reviews.queries import of_ending
from salesapp.opportunities.rules import ENDINGS, Status
from salesapp.planner import off_index
from salesapp.web import clock
from salesapp.web.spans import Span

#: Of which opportunities it is counted, beside those that a person sees.
Within = Sequence[ColumnElement[bool]]
#: What is counted: of which block, what of, and its numbers.
Counts = Iterator[tuple[int, Any, tuple[Any, ...]]]
FEN = type_coerce(Opportunity.amount, BigInteger)
#: Of what has ended: what its contracts come to, else what was expected.
COUNTED = type_coerce(Opportunity.counts(), BigInteger)
PLACES = {stage.value: no for no, stage in enumerate(STAGES)}
#: The section of the trade that a customer is in, and why an opportunity ended.
SECTION = func.substr(Customer.industry, 1, 1)
CAUSE = func.coalesce(OpportunityReview.cause, Opportunity.close_reason)


def seen(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person's figures count an opportunity."""
    return reach(user).condition


@dataclass(frozen=True, slots=True)
class Part:
    """Which opportunities are counted, all or those of one block of ids, and how large a block is."""

    size: int
    block: int | None = None

    @property
    def within(self) -> Within:
        """The conditions that keep to the block."""
        if self.block is None:
            return ()
        first = self.block * self.size
        return Opportunity.id >= first, Opportunity.id < first + self.size

    def of(self, opportunity_id: Any) -> ColumnElement[int]:
        """Return in which block an opportunity is counted."""
        return opportunity_id // self.size


def _told(column: Any, within: Within) -> Any:
    """Return a day as it is compared: within a block by its value alone, so that no index of days is walked for each block."""
    return off_index(column) if within else column


def opened(days: Span, within: Within = ()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what was opened in a period."""
    at = _told(Opportunity.created_at, within)
    return at >= days.start, at < days.end, *within


def ended(days: Span, *status: Status, within: Within = ()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what ended in a period in one of some ways."""
    on, how = _told(Opportunity.closed_on, within), _told(Opportunity.status, within)
    return how.in_(status), on >= days.first, on <= days.last, *within


def furthest(days: Span, within: Within = ()) -> Select:
    """Select how far each opportunity of the period got: the highest place of a stage that it ever had."""
    changed = case(PLACES, value=StageChange.after, else_=0)
    now = case(PLACES, value=Opportunity.stage, else_=0)
    return (
        select(Opportunity.id, case((func.max(changed) > now, func.max(changed)), else_=now).label("place"))
        .outerjoin(StageChange, StageChange.opportunity_id == Opportunity.id)
        .where(*opened(days, within))
        .group_by(Opportunity.id, Opportunity.stage)
    )


def reached(sees: ColumnElement[bool], days: Span, part: Part) -> Counts:
    """Count how many of those opened in a period got as far as each place, and, under ``WON``, how many were won."""
    reached_by = furthest(days, part.within).where(sees).subquery()
    block, place = part.of(reached_by.c.id), reached_by.c.place
    for of, at, count in db.session.execute(select(block, place, func.count()).group_by(block, place)):
        yield of, int(at), (int(count),)
    block = part.of(Opportunity.id)
    won = select(block, func.count()).select_from(Opportunity).group_by(block)
    won = won.where(*opened(days, part.within), _told(Opportunity.status, part.within) == Status.WON, sees)
    for of, count in db.session.execute(won):
        yield of, WON, (int(count),)


def stays(sees: ColumnElement[bool], days: Span, part: Part) -> Counts:
    """Count how many days those opened in a period stayed in each stage in all, and how often they left it."""
    left_at = func.lead(StageChange.at).over(partition_by=StageChange.opportunity_id, order_by=StageChange.id)
    moves = (
        select(
            part.of(Opportunity.id).label("block"), StageChange.after.label("stage"), StageChange.at.label("at"),
            left_at.label("left_at"),
        )
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .where(*opened(days, part.within), sees)
        .subquery()
    )  # fmt: skip
    spent = func.sum(between(moves.c.at, moves.c.left_at, unit=DAY))
    query = select(moves.c.block, moves.c.stage, spent, func.count()).where(
        moves.c.left_at.is_not(None), moves.c.stage.in_(PLACES)
    )
    for of, stage, value, many in db.session.execute(query.group_by(moves.c.block, moves.c.stage)):
        if value is not None:
            yield of, stage, (float(value), int(many))


def deals(user: User, today: date, part: Part) -> Counts:
    """Count the amounts in fen of open ones by their expected month, the present one at least, and their win rate."""
    first = today.replace(day=1)
    groups = part.of(Opportunity.id), Opportunity.expected_close_on, Opportunity.win_rate
    query = _open(user, part).with_only_columns(*groups, func.sum(FEN)).group_by(*groups)
    for of, day, rate, amount in db.session.execute(query):
        yield of, (max(day.replace(day=1), first), rate), (int(amount),)


def _open(user: User, part: Part) -> Any:
    status = _told(Opportunity.status, part.within)
    return listed(user).where(status == Status.OPEN, *part.within).order_by(None)


def win_rates(sees: ColumnElement[bool], days: Span, by: By, part: Part) -> Counts:
    """Count how many of each group were won, and how many were won or lost, in a period."""
    group = {By.GRADE: Opportunity.grade, By.INDUSTRY: SECTION, By.SOURCE: Customer.source_channel}[by]
    block, won = part.of(Opportunity.id), func.sum(case((Opportunity.status == Status.WON, 1), else_=0))
    query: Any = select(block, group, won, func.count()).select_from(Opportunity)
    query = query.join(Customer, Customer.id == Opportunity.customer_id)
    query = query.where(*ended(days, Status.WON, Status.LOST, within=part.within), sees)
    for of, key, many, count in db.session.execute(query.group_by(block, group)):
        yield of, str(key or ""), (int(many), int(count))


def rhythm(sees: ColumnElement[bool], days: Span, part: Part) -> Counts:
    """Count, of each owner and month of a period: follow-ups made in time and those due."""
    due = case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed
    year, month = extract("year", FollowUp.day), extract("month", FollowUp.day)
    day, groups = (
        _told(FollowUp.day, part.within),
        (part.of(Opportunity.id), Opportunity.owner_id, year, month),
    )
    query: Any = (
        select(*groups, func.sum(case((FollowUp.on_time, 1), else_=0)), func.sum(due))
        .join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
        .where(day >= days.first, day <= days.last, sees, *part.within)
        .group_by(*groups)
    )
    for of, owner, y, m, on_time, asked in db.session.execute(query):
        yield of, (owner, date(int(y), int(m), 1)), (int(on_time or 0), int(asked or 0))


def names() -> dict[int, str]:
    """Return what everybody is called."""
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name))}


def ages(user: User, today: date, part: Part) -> Counts:
    """Count how many open opportunities of each stage are how old in it: up to each limit, and beyond the last."""
    counted = [func.sum(case((aged(nth, today), 1), else_=0)) for nth in range(len(AGES) + 1)]
    groups = part.of(Opportunity.id), Opportunity.stage
    query = _open(user, part).with_only_columns(*groups, *counted).group_by(*groups)
    for of, stage, *numbers in db.session.execute(query):
        yield of, stage, _whole(numbers)


def _whole(numbers: Iterable[Any]) -> tuple[int, ...]:
    return tuple(int(count or 0) for count in numbers)


def aged(nth: int, today: date) -> ColumnElement[bool]:
    """Return the condition of the nth age: from so many days in the stage to so many."""
    limits = [clock.at(today - timedelta(days=days)) for days in AGES]
    younger = Opportunity.stage_since >= limits[nth] if nth < len(AGES) else None
    older = Opportunity.stage_since < limits[nth - 1] if nth else None
    return and_(true(), *(one for one in (younger, older) if one is not None))


def _reviewed(query: Select) -> Select:
    return query.outerjoin(OpportunityReview, of_ending())


def causes(sees: ColumnElement[bool], days: Span, part: Part) -> Counts:
    """Count how many endings of a period had each cause: won, lost, parked."""
    groups = part.of(Opportunity.id), CAUSE
    counts = [func.sum(case((Opportunity.status == one, 1), else_=0)) for one in ENDINGS]
    query = _reviewed(select(*groups, *counts).select_from(Opportunity))
    query = query.where(*ended(days, *ENDINGS, within=part.within), CAUSE.is_not(None), sees)
    for of, cause, *numbers in db.session.execute(query.group_by(*groups)):
        yield of, cause, _whole(numbers)


def rivals(sees: ColumnElement[bool], days: Span, part: Part) -> Counts:
    """Count, of the competitors that reviews of a period name: won, lost, their prices and ours in fen."""
    groups = part.of(Opportunity.id), OpportunityReview.rival
    won, lost = (func.sum(case((Opportunity.status == one, 1), else_=0)) for one in (Status.WON, Status.LOST))
    price = type_coerce(OpportunityReview.rival_price, BigInteger)
    theirs = func.sum(case((price.is_not(None), price), else_=0))
    ours = func.sum(case((price.is_not(None), COUNTED), else_=0))
    query = select(*groups, won, lost, theirs, ours).join(Opportunity, of_ending())
    query = query.where(
        *ended(days, *ENDINGS, within=part.within), OpportunityReview.rival.is_not(None), sees
    )
    for of, rival, *numbers in db.session.execute(query.group_by(*groups)):
        yield of, rival, _whole(numbers)

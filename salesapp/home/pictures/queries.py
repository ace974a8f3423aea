"""What the pictures count; the records behind each bar are found by the same conditions (R24)."""

from __future__ import annotations

from collections.abc import Sequence
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
from salesapp.home.pictures.sums.rules import Table, added
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
Within = ColumnElement[bool]
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


def _told(column: Any, within: Sequence[Within]) -> Any:
    """Return a day as it is compared: within a block by its value alone, so that no index of days is walked for each block."""
    return off_index(column) if within else column


def opened(days: Span, within: Sequence[Within] = ()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what was opened in a period."""
    at = _told(Opportunity.created_at, within)
    return at >= days.start, at < days.end, *within


def ended(days: Span, *status: Status, within: Sequence[Within] = ()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what ended in a period in one of some ways."""
    on, how = _told(Opportunity.closed_on, within), _told(Opportunity.status, within)
    return how.in_(status), on >= days.first, on <= days.last, *within


def furthest(days: Span, within: Sequence[Within] = ()) -> Select:
    """Select how far each opportunity of the period got: the highest place of a stage that it ever had."""
    changed = case(PLACES, value=StageChange.after, else_=0)
    now = case(PLACES, value=Opportunity.stage, else_=0)
    return (
        select(Opportunity.id, case((func.max(changed) > now, func.max(changed)), else_=now).label("place"))
        .outerjoin(StageChange, StageChange.opportunity_id == Opportunity.id)
        .where(*opened(days, within))
        .group_by(Opportunity.id, Opportunity.stage)
    )


def reached(user: User, days: Span, *within: Within) -> Table:
    """Return how many of those opened in a period got as far as each place, and, under ``WON``, how many were won."""
    reached_by = furthest(days, within).where(seen(user)).subquery()
    counted = select(reached_by.c.place, func.count()).group_by(reached_by.c.place)
    found: Table = {int(at): (int(count),) for at, count in db.session.execute(counted)}
    won = select(func.count()).select_from(Opportunity)
    won = won.where(*opened(days, within), _told(Opportunity.status, within) == Status.WON, seen(user))
    return found | {WON: (db.session.scalar(won) or 0,)}


def stays(user: User, days: Span, *within: Within) -> Table:
    """Return how many days those opened in a period stayed in each stage in all, and how often they left it."""
    left_at = func.lead(StageChange.at).over(partition_by=StageChange.opportunity_id, order_by=StageChange.id)
    moves = (
        select(StageChange.after.label("stage"), StageChange.at.label("at"), left_at.label("left_at"))
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .where(*opened(days, within), seen(user))
        .subquery()
    )
    spent = func.sum(between(moves.c.at, moves.c.left_at, unit=DAY))
    query = select(moves.c.stage, spent, func.count()).where(
        moves.c.left_at.is_not(None), moves.c.stage.in_(PLACES)
    )
    rows = db.session.execute(query.group_by(moves.c.stage))
    return {stage: (float(value), int(many)) for stage, value, many in rows if value is not None}


def deals(user: User, today: date, *within: Within) -> Table:
    """Return the amounts in fen of open ones by their expected month, the present one at least, and their win rate."""
    query: Any = listed(user).where(_told(Opportunity.status, within) == Status.OPEN, *within).order_by(None)
    query = query.with_only_columns(Opportunity.expected_close_on, func.sum(FEN), Opportunity.win_rate)
    query = query.group_by(Opportunity.expected_close_on, Opportunity.win_rate)
    first = today.replace(day=1)
    return added(
        {(max(day.replace(day=1), first), rate): (int(amount),)}
        for day, amount, rate in db.session.execute(query)
    )


def win_rates(user: User, days: Span, by: By, *within: Within) -> Table:
    """Return how many of each group were won, and how many were won or lost, in a period."""
    group = {By.GRADE: Opportunity.grade, By.INDUSTRY: SECTION, By.SOURCE: Customer.source_channel}[by]
    won = func.sum(case((Opportunity.status == Status.WON, 1), else_=0))
    query: Any = select(group, won, func.count()).select_from(Opportunity)
    query = query.join(Customer, Customer.id == Opportunity.customer_id)
    query = query.where(*ended(days, Status.WON, Status.LOST, within=within), seen(user)).group_by(group)
    return {str(key or ""): (int(won), int(count)) for key, won, count in db.session.execute(query)}


def rhythm(user: User, days: Span, *within: Within) -> Table:
    """Return, of each owner and month of a period: follow-ups made in time and those due."""
    due = case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed
    year, month, day = (
        extract("year", FollowUp.day),
        extract("month", FollowUp.day),
        _told(FollowUp.day, within),
    )
    query: Any = (
        select(
            Opportunity.owner_id, year, month, func.sum(case((FollowUp.on_time, 1), else_=0)), func.sum(due)
        )
        .join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
        .where(day >= days.first, day <= days.last, seen(user), *within)
        .group_by(Opportunity.owner_id, year, month)
    )
    return {
        (owner, date(int(y), int(m), 1)): (int(on_time or 0), int(asked or 0))
        for owner, y, m, on_time, asked in db.session.execute(query)
    }


def names() -> dict[int, str]:
    """Return what everybody is called."""
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name))}


def ages(user: User, today: date, *within: Within) -> Table:
    """Return how many open opportunities of each stage are how old in it: up to each limit, and beyond the last."""
    counted = [func.sum(case((aged(nth, today), 1), else_=0)) for nth in range(len(AGES) + 1)]
    query: Any = listed(user).where(_told(Opportunity.status, within) == Status.OPEN, *within).order_by(None)
    query = query.with_only_columns(Opportunity.stage, *counted).group_by(Opportunity.stage)
    return {row[0]: tuple(int(count or 0) for count in row[1:]) for row in db.session.execute(query)}


def aged(nth: int, today: date) -> ColumnElement[bool]:
    """Return the condition of the nth age: from so many days in the stage to so many."""
    limits = [clock.at(today - timedelta(days=days)) for days in AGES]
    younger = Opportunity.stage_since >= limits[nth] if nth < len(AGES) else None
    older = Opportunity.stage_since < limits[nth - 1] if nth else None
    return and_(true(), *(one for one in (younger, older) if one is not None))


def _reviewed(query: Select) -> Select:
    return query.outerjoin(OpportunityReview, of_ending())


def causes(user: User, days: Span, *within: Within) -> Table:
    """Return how many endings of a period had each cause: won, lost, parked."""
    counts = [func.sum(case((Opportunity.status == one, 1), else_=0)) for one in ENDINGS]
    query = _reviewed(select(CAUSE, *counts).select_from(Opportunity))
    query = query.where(*ended(days, *ENDINGS, within=within), CAUSE.is_not(None), seen(user)).group_by(CAUSE)
    return {row[0]: tuple(int(count or 0) for count in row[1:]) for row in db.session.execute(query)}


def rivals(user: User, days: Span, *within: Within) -> Table:
    """Return, of the competitors that reviews of a period name: won, lost, their prices and ours in fen."""
    won, lost = (func.sum(case((Opportunity.status == one, 1), else_=0)) for one in (Status.WON, Status.LOST))
    price = type_coerce(OpportunityReview.rival_price, BigInteger)
    theirs = func.sum(case((price.is_not(None), price), else_=0))
    ours = func.sum(case((price.is_not(None), COUNTED), else_=0))
    query = select(OpportunityReview.rival, won, lost, theirs, ours).join(Opportunity, of_ending())
    query = query.where(
        *ended(days, *ENDINGS, within=within), OpportunityReview.rival.is_not(None), seen(user)
    )
    rows = db.session.execute(query.group_by(OpportunityReview.rival))
    return {row[0]: tuple(int(count or 0) for count in row[1:]) for row in rows}

"""What the pictures count; the records behind each bar are found by the same conditions (R24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
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
from salesapp.db import db
from salesapp.home.figures.rules import Month, forecast
from salesapp.home.pictures.rules import AGES, MONTHS, By, Cause, Rate, Rival, Step, steps
from salesapp.opportunities.access import listed, reach
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.figures.rules import yuan
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.reviews.queries import of_ending
from salesapp.opportunities.rules import ENDINGS, Status
from salesapp.web import clock
from salesapp.web.spans import Span

FEN = type_coerce(Opportunity.amount, BigInteger)
PLACES = {stage.value: no for no, stage in enumerate(STAGES)}
#: The section of the trade that a customer is in, and why an opportunity ended.
SECTION = func.substr(Customer.industry, 1, 1)
CAUSE = func.coalesce(OpportunityReview.cause, Opportunity.close_reason)


def once(name: str, user: User, days: Span, now: datetime, make: Callable[[], Any]) -> Any:
    """Work a picture out once a pulse: adding up is the one thing that grows with the number of opportunities."""
    key = ("pictures", name, user.id, user.role, user.team_id, days, clock.local(now).date())
    return kept(key, pulse(), make)


def seen(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person's figures count an opportunity."""
    return reach(user).condition


def opened(days: Span) -> tuple[ColumnElement[bool], ...]:
    return Opportunity.created_at >= days.start, Opportunity.created_at < days.end


def ended(days: Span, *status: Status) -> tuple[ColumnElement[bool], ...]:
    return (
        Opportunity.status.in_(status),
        Opportunity.closed_on >= days.first,
        Opportunity.closed_on <= days.last,
    )


def furthest(days: Span) -> Select:
    """Select how far each opportunity of the period got: the highest place of a stage that it ever had."""
    changed = case(PLACES, value=StageChange.after, else_=0)
    now = case(PLACES, value=Opportunity.stage, else_=0)
    return (
        select(Opportunity.id, case((func.max(changed) > now, func.max(changed)), else_=now).label("place"))
        .outerjoin(StageChange, StageChange.opportunity_id == Opportunity.id)
        .where(*opened(days))
        .group_by(Opportunity.id, Opportunity.stage)
    )


def funnel(user: User, days: Span) -> list[Step]:
    """Return how many of those opened in a period reached each stage, and how long they stayed there."""
    reached_by = furthest(days).where(seen(user)).subquery()
    counted = select(reached_by.c.place, func.count()).group_by(reached_by.c.place)
    reached = {int(at): int(count) for at, count in db.session.execute(counted)}
    won = select(func.count()).select_from(Opportunity)
    won = won.where(*opened(days), Opportunity.status == Status.WON, seen(user))
    return steps(reached, db.session.scalar(won) or 0, _days_in_stages(user, days))


def _days_in_stages(user: User, days: Span) -> dict[str, float]:
    """Return how many days those opened in a period stayed in each stage, on average, where they left it."""
    left_at = func.lead(StageChange.at).over(partition_by=StageChange.opportunity_id, order_by=StageChange.id)
    moves = (
        select(StageChange.after.label("stage"), StageChange.at.label("at"), left_at.label("left_at"))
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .where(*opened(days), seen(user))
        .subquery()
    )
    spent = func.avg(_between(moves.c.at, moves.c.left_at))
    query = select(moves.c.stage, spent).where(moves.c.left_at.is_not(None), moves.c.stage.in_(PLACES))
    return {
        stage: float(value)
        for stage, value in db.session.execute(query.group_by(moves.c.stage))
        if value is not None
    }


def _between(earlier: ColumnElement, later: ColumnElement) -> ColumnElement:
    """Return the days between two moments."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.julianday(later, type_=Float) - func.julianday(earlier, type_=Float)
    return extract("epoch", later - earlier) / 86400.0


def months(user: User, today: date) -> list[Month]:
    """Return the weighted forecast of the coming months."""
    query: Any = listed(user).where(Opportunity.status == Status.OPEN).order_by(None)
    query = query.with_only_columns(Opportunity.expected_close_on, func.sum(FEN), Opportunity.win_rate)
    query = query.group_by(Opportunity.expected_close_on, Opportunity.win_rate)
    deals = [(day, yuan(int(amount)), rate) for day, amount, rate in db.session.execute(query)]
    return forecast(today, deals, MONTHS)


def win_rates(user: User, days: Span, by: By) -> list[Rate]:
    """Return how many of each group were won and lost in a period, the largest group first."""
    group = {By.GRADE: Opportunity.grade, By.INDUSTRY: SECTION, By.SOURCE: Customer.source_channel}[by]
    won = func.sum(case((Opportunity.status == Status.WON, 1), else_=0))
    query: Any = select(group, won, func.count()).select_from(Opportunity)
    query = query.join(Customer, Customer.id == Opportunity.customer_id)
    query = query.where(*ended(days, Status.WON, Status.LOST), seen(user)).group_by(group)
    rates = [
        Rate(str(key or ""), int(won), int(count) - int(won)) for key, won, count in db.session.execute(query)
    ]
    return sorted(rates, key=lambda rate: (-(rate.won + rate.lost), rate.key))


def rhythm(user: User, days: Span) -> list[tuple[int, str, date, int, int]]:
    """Return, of each owner and month of a period: who, the month's first day, follow-ups made in time and those due."""
    due = case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed
    year, month = extract("year", FollowUp.day), extract("month", FollowUp.day)
    query: Any = (
        select(
            Opportunity.owner_id, year, month, func.sum(case((FollowUp.on_time, 1), else_=0)), func.sum(due)
        )
        .join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
        .where(FollowUp.day >= days.first, FollowUp.day <= days.last, seen(user))
        .group_by(Opportunity.owner_id, year, month)
    )
    rows: list[Any] = [tuple(row) for row in db.session.execute(query)]
    names = {row.id: row.name for row in db.session.execute(select(User.id, User.name))}
    return sorted(
        (owner, names[owner], date(int(y), int(m), 1), int(on_time or 0), int(asked or 0))
        for owner, y, m, on_time, asked in rows
    )


def ages(user: User, today: date) -> dict[str, list[int]]:
    """Return how many open opportunities of each stage are how old in it: up to each limit, and beyond the last."""
    counted = [func.sum(case((aged(nth, today), 1), else_=0)) for nth in range(len(AGES) + 1)]
    query: Any = listed(user).where(Opportunity.status == Status.OPEN).order_by(None)
    query = query.with_only_columns(Opportunity.stage, *counted).group_by(Opportunity.stage)
    rows: list[Any] = [tuple(row) for row in db.session.execute(query)]
    return {row[0]: [int(count or 0) for count in row[1:]] for row in rows}


def aged(nth: int, today: date) -> ColumnElement[bool]:
    """Return the condition of the nth age: from so many days in the stage to so many."""
    limits = [clock.at(today - timedelta(days=days)) for days in AGES]
    younger = Opportunity.stage_since >= limits[nth] if nth < len(AGES) else None
    older = Opportunity.stage_since < limits[nth - 1] if nth else None
    return and_(true(), *(one for one in (younger, older) if one is not None))


def _reviewed(query: Select) -> Select:
    return query.outerjoin(OpportunityReview, of_ending())


def causes(user: User, days: Span) -> list[Cause]:
    """Return how many endings of a period had each cause, the commonest first."""
    counts = [func.sum(case((Opportunity.status == one, 1), else_=0)) for one in ENDINGS]
    query = _reviewed(select(CAUSE, *counts).select_from(Opportunity))
    query = query.where(*ended(days, *ENDINGS), CAUSE.is_not(None), seen(user)).group_by(CAUSE)
    found = [
        Cause(key, int(won), int(lost), int(parked)) for key, won, lost, parked in db.session.execute(query)
    ]
    return sorted(found, key=lambda cause: (-cause.total, cause.key))


def rivals(user: User, days: Span) -> list[Rival]:
    """Return the competitors that reviews of a period name, those against whom we lost most first."""
    won, lost = (func.sum(case((Opportunity.status == one, 1), else_=0)) for one in (Status.WON, Status.LOST))
    price = type_coerce(OpportunityReview.rival_price, BigInteger)
    theirs = func.sum(case((price.is_not(None), price), else_=0))
    ours = func.sum(case((price.is_not(None), FEN), else_=0))
    query = select(OpportunityReview.rival, won, lost, theirs, ours).join(Opportunity, of_ending())
    query = query.where(*ended(days, *ENDINGS), OpportunityReview.rival.is_not(None), seen(user))
    rows = db.session.execute(query.group_by(OpportunityReview.rival))
    found = [
        Rival(
            name,
            int(won),
            int(lost),
            (Decimal(int(t) - int(o)) * 100 / int(o)).quantize(Decimal("0.1")) if o else None,
        )
        for name, won, lost, t, o in rows
        if name is not None
    ]
    return sorted(found, key=lambda rival: (-rival.lost, -rival.won, rival.name))

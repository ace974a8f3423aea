"""By which conditions the pictures find the records behind each bar: the same by which these are counted (R24)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.home.pictures.rules import AGES
from salesapp.home.pictures.shares.rules import PLACES
from salesapp.opportunities.access import reach
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.rules import Status
from salesapp.web import clock
from salesapp.web.spans import Span

#: The section of the trade that a customer is in, and why an opportunity ended.
SECTION = func.substr(Customer.industry, 1, 1)
CAUSE = func.coalesce(OpportunityReview.cause, Opportunity.close_reason)


def seen(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person's figures count an opportunity."""
    return reach(user).condition


def opened(days: Span) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what was opened in a period."""
    return Opportunity.created_at >= days.start, Opportunity.created_at < days.end


def ended(days: Span, *status: Status) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what ended in a period in one of some ways."""
    on = Opportunity.closed_on
    return Opportunity.status.in_(status), on >= days.first, on <= days.last


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


def names() -> dict[int, str]:
    """Return what everybody is called."""
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name))}


def aged(nth: int, today: date) -> ColumnElement[bool]:
    """Return the condition of the nth age: from so many days in the stage to so many."""
    limits = [clock.at(today - timedelta(days=days)) for days in AGES]
    younger = Opportunity.stage_since >= limits[nth] if nth < len(AGES) else None
    older = Opportunity.stage_since < limits[nth - 1] if nth else None
    return and_(true(), *(one for one in (younger, older) if one is not None))

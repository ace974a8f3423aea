"""By which conditions the records behind each bar of the pictures are found: the same by which these are counted (R24).

The latest are shown first, a page of them: those are walked by their number, and each is asked, until the page is full. To
gather all of a period by an index and sort them takes the longer the more there are.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

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
from salesapp.planner import off_index
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
    at = off_index(Opportunity.created_at)
    return at >= days.start, at < days.end


def ended(days: Span, *status: Status) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what ended in a period in one of some ways."""
    on = off_index(Opportunity.closed_on)
    return off_index(Opportunity.status).in_(status), on >= days.first, on <= days.last


def came_to(place: int) -> ColumnElement[bool]:
    """Return the condition of what stands or ever stood at a place of the way, or beyond it."""
    there = [stage for stage, at in PLACES.items() if at >= place]
    moved = select(StageChange.id).where(
        StageChange.opportunity_id == Opportunity.id, off_index(StageChange.after).in_(there)
    )
    return or_(off_index(Opportunity.stage).in_(there), moved.correlate(Opportunity).exists())


def names() -> dict[int, str]:
    """Return what everybody is called."""
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name))}


def aged(nth: int, today: date) -> ColumnElement[bool]:
    """Return the condition of the nth age: from so many days in the stage to so many."""
    limits = [clock.at(today - timedelta(days=days)) for days in AGES]
    if nth == len(AGES):
        return off_index(Opportunity.stage_since) < limits[-1]
    younger = Opportunity.stage_since >= limits[nth]
    return and_(younger, Opportunity.stage_since < limits[nth - 1]) if nth else younger

"""Closing a month: what turns up later is booked in the next."""

from __future__ import annotations

from datetime import date, datetime

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.numbering import actions as numbering
from salesapp.payments import access
from salesapp.payments.months import queries
from salesapp.payments.months.models import ClosedMonth
from salesapp.payments.months.rules import booked_on, check_month
from salesapp.web import clock


def close(month: date, *, by: User, at: datetime) -> ClosedMonth:
    """Close the books of a month."""
    access.check_books(by)
    month = month.replace(day=1)
    numbering.hold("receipt", month)  # money of this month that is being booked comes first
    check_month(month, clock.local(at).date(), queries.closed_through(), queries.first_month())
    closed = ClosedMonth(month=month, by=by, at=at)
    db.session.add(closed)
    return closed


def day_of_books(day: date, *, at: datetime) -> date:
    """Return on which day money of a day is booked now: asked once its number is taken, so that a closing waits for it."""
    return booked_on(day, clock.local(at).date(), queries.closed_through())


def day_of_plan(day: date, *, at: datetime) -> date:
    """Return from which day on another plan counts: one of a closed month stays as it was; a closing waits for it."""
    numbering.hold("receipt", day)
    return day_of_books(day, at=at)

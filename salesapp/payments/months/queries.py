"""Closed months and what was booked in each, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from salesapp.contracts.payments.rules import months_after
from salesapp.db import db
from salesapp.payments.months.models import ClosedMonth
from salesapp.payments.receipts.models import Receipt


def closed_through() -> date | None:
    """Return the last day on which nothing is booked any more."""
    month = db.session.scalar(select(func.max(ClosedMonth.month)))
    return date.fromordinal(months_after(month, 1).toordinal() - 1) if month else None


def first_month() -> date | None:
    """Return the first month in which anything is booked."""
    day = db.session.scalar(select(func.min(Receipt.booked_on)))
    return day.replace(day=1) if day else None


def closings() -> Sequence[ClosedMonth]:
    """Return the closed months, the latest first."""
    return db.session.scalars(select(ClosedMonth).order_by(ClosedMonth.month.desc()).limit(60)).all()


def booked(first: date, last: date) -> Decimal:
    """Return what was received between two days of the books, refunds and counter-rows taken off."""
    query = select(func.coalesce(func.sum(Receipt.amount), 0)).where(Receipt.booked_on.between(first, last))
    return db.session.scalar(query) or Decimal(0)

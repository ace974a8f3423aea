"""In which month money is booked, and when a month may be closed. Pure."""

from __future__ import annotations

from datetime import date

from salesapp.payments.rules import PaymentRefused
from salesapp.words import gettext as _


def booked_on(day: date, today: date, closed_through: date | None) -> date:
    """Return the day on which money is booked: its own, or today where its month is closed."""
    return day if closed_through is None or day > closed_through else today


def check_month(month: date, today: date, closed: date | None, first: date | None) -> None:
    """Refuse to close a month that runs, one that is closed, or one before which another is open.

    ``closed`` is the last day that is closed, ``first`` the first month that has money in it.
    """
    if month >= today.replace(day=1):
        raise PaymentRefused(_("A month is closed once it is over."), field="month")
    if closed is not None and month <= closed:
        raise PaymentRefused(_("This month is closed already."), field="month")
    before = closed.toordinal() + 1 if closed else (first or month).toordinal()
    if month.toordinal() > before:
        raise PaymentRefused(_("Close the months before it first."), field="month")

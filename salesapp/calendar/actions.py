"""What is done to the calendar: filled, given company days. Due dates follow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.calendar import queries
from salesapp.calendar.data import shipped
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.rules import CalendarRefused, Moved, WorkCalendar, days, refuse_endless
from salesapp.db import db, touch_config
from salesapp.web import cache
from salesapp.words import gettext as _

LONGEST_COMPANY_BREAK = 31  # days


def fill(*, at: datetime) -> int:
    """Fill an empty calendar with the shipped years; a filled one is left alone."""
    if queries.years():
        return 0
    rows = shipped()
    for year in sorted({row.day.year for row in rows}):
        status = next(row.status for row in rows if row.day.year == year)
        db.session.add(CalendarYear(year=year, status=status, imported_at=at))
    db.session.add_all(
        CalendarDay(day=row.day, company=False, working=row.working, name=row.name) for row in rows
    )
    changed()
    return len(rows)


def add_company_days(
    *, first: date, last: date | None, working: bool, name: str, by: User, at: datetime
) -> list[Moved]:
    """Set company days (厂休, or a worked weekend) and return the due dates that moved."""
    last = last or first
    if last < first:
        raise CalendarRefused(_("The last day lies before the first."), field="last")
    if (last - first).days >= LONGEST_COMPANY_BREAK:
        sentence = _("At most %(count)s days at a time.", count=LONGEST_COMPANY_BREAK)
        raise CalendarRefused(sentence, field="last")
    fill(at=at)
    for day in days(first, last):
        known = queries.company_day(day)
        if known is None:
            db.session.add(CalendarDay(day=day, company=True, working=working, name=name))
        else:
            known.working, known.name = working, name
    changed()
    calendar = queries.work_calendar()
    refuse_endless(calendar, field="last")
    return recalculate(calendar, by=by, at=at)


def remove_company_day(day: CalendarDay, *, by: User, at: datetime) -> list[Moved]:
    """Take a company day back and return the due dates that moved."""
    db.session.delete(day)
    changed()
    calendar = queries.work_calendar()
    refuse_endless(calendar)
    return recalculate(calendar, by=by, at=at)


def changed() -> None:
    """Let every process read the calendar again once this is committed."""
    db.session.flush()
    touch_config()
    cache.forget()


def recalculate(calendar: WorkCalendar, *, by: Any, at: Any) -> list[Moved]:
    """Calculate all open due dates again and return those that moved, nearest first."""
    declared = (one for part in capability.installed() for one in part.calendar)
    moved = [found for one in declared for found in one(calendar, by=by, at=at)]
    return sorted(moved, key=lambda item: (item.after, item.what))

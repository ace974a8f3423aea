"""The calendar in force, and what a page shows of it."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from salesapp.calendar.data import shipped
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.rules import PROVISIONAL, WorkCalendar
from salesapp.chinese.festivals import LAST_YEAR, statutory_days
from salesapp.db import db
from salesapp.web import cache

#: How far ahead a year without any table gets its statutory days: no due date lies further.
YEARS_AHEAD = 5


@dataclass(frozen=True)
class Day:
    """One day of a month's page."""

    day: date
    working: bool
    kind: str  # "", "weekend", "off", "make-up", "company"
    name: str


@dataclass(frozen=True)
class Month:
    """A month as a table of weeks, Monday first; None stands for a day of another month."""

    number: int
    weeks: Sequence[Sequence[Day | None]]
    working_days: int


def work_calendar() -> WorkCalendar:
    """Return the calendar in force; it is read again only when it was changed."""
    return cache.stamped("work_calendar", _load)


def _load() -> WorkCalendar:
    rows = exceptions()
    status = years() or {row.day.year: row.status for row in shipped()}
    overrides = {row.day: row.working for row in rows if not row.company}
    if not overrides:
        overrides = {row.day: row.working for row in shipped()}
    for year in range(max(status) + 1, min(max(status) + YEARS_AHEAD, LAST_YEAR) + 1):
        overrides.update(dict.fromkeys(statutory_days(year), False))
    overrides.update({row.day: row.working for row in rows if row.company})
    return WorkCalendar(overrides, status)


def years() -> dict[int, str]:
    """Return the status of every year that has a table."""
    query = select(CalendarYear.year, CalendarYear.status).order_by(CalendarYear.year)
    return {row.year: row.status for row in db.session.execute(query)}


def year_record(year: int) -> CalendarYear | None:
    """Return what is known about where a year's table came from."""
    return db.session.get(CalendarYear, year)


def exceptions(year: int | None = None) -> Sequence:
    """Return the exceptions as rows, of one year where asked, in order of their days."""
    query = select(CalendarDay.day, CalendarDay.company, CalendarDay.working, CalendarDay.name)
    if year is not None:
        query = query.where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
    return db.session.execute(query.order_by(CalendarDay.day, CalendarDay.company)).all()


def company_day(day: date) -> CalendarDay | None:
    """Return the company's own exception on a day."""
    return db.session.get(CalendarDay, (day, True))


def months(year: int) -> list[Month]:
    """Return the twelve months of a year, each day with its kind and name."""
    calendar = work_calendar()
    rows = exceptions(year)
    names = {row.day: row.name for row in rows}
    if calendar.status(year) == PROVISIONAL and not any(not row.company for row in rows):
        names = statutory_days(year) | names
    company = {row.day for row in rows if row.company}
    return [_month(year, number, calendar, names, company) for number in range(1, 13)]


def _month(year: int, number: int, calendar: WorkCalendar, names, company) -> Month:
    weeks = [
        [_day(day, calendar, names, company) if day.month == number else None for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    return Month(number, weeks, sum(day is not None and day.working for week in weeks for day in week))


def _day(day: date, calendar: WorkCalendar, names, company) -> Day:
    working, weekend = calendar.is_working(day), day.weekday() >= 5
    if day in company:
        kind = "company"
    elif working:
        kind = "make-up" if weekend else ""
    else:
        kind = "off" if day in names else "weekend"
    return Day(day, working, kind, names.get(day, ""))


def missing_notice(today: date) -> int | None:
    """Return the next year where its notice is due but not imported: from 15 November on."""
    if (today.month, today.day) < (11, 15):
        return None
    return today.year + 1 if work_calendar().status(today.year + 1) == PROVISIONAL else None


def company_days_from(first: date) -> list[CalendarDay]:
    """Return the company days from a day on."""
    query = select(CalendarDay).where(CalendarDay.company, CalendarDay.day >= first)
    return list(db.session.scalars(query.order_by(CalendarDay.day)))

"""What is done to the calendar: filled, corrected by a notice, given company days. Due dates follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from salesapp.accounts.models import User
from salesapp.calendar import due_dates, queries
from salesapp.calendar.data import shipped
from salesapp.calendar.due_dates import Moved
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.notice import Notice, read_notice
from salesapp.calendar.rules import OFFICIAL, days
from salesapp.db import db, touch_config
from salesapp.refusals import Refusal
from salesapp.trail.actions import record
from salesapp.web import cache
from salesapp.words import gettext as _

LONGEST_COMPANY_BREAK = 31  # days


class CalendarRefused(Refusal):
    """The calendar cannot be changed this way."""


@dataclass(frozen=True)
class Difference:
    """A day that a notice makes another than it was."""

    day: date
    before: bool
    after: bool
    name: str


@dataclass(frozen=True)
class Preview:
    """What importing a notice would do."""

    notice: Notice
    differences: tuple[Difference, ...]
    moved: tuple[Moved, ...]


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
    _changed()
    return len(rows)


def preview_notice(text: str, *, by: User, at: datetime) -> Preview:
    """Show what a pasted notice would change, and change nothing."""
    notice = read_notice(text)
    if not notice.applicable:
        return Preview(notice, (), ())
    before = queries.work_calendar()
    attempt = db.session.begin_nested()
    try:
        _apply(notice, text, by=by, at=at)
        after = queries.work_calendar()
        moved = due_dates.recalculate(after, by=by, at=at)
    finally:
        attempt.rollback()
        cache.forget()
    return Preview(notice, _differences(notice, before, after), tuple(moved))


def _differences(notice: Notice, before, after) -> tuple[Difference, ...]:
    names = {day.day: day.name for day in notice.days}
    first = min([date(notice.year, 1, 1), *names])
    return tuple(
        Difference(day, before.is_working(day), after.is_working(day), names.get(day, ""))
        for day in days(first, date(notice.year, 12, 31))
        if before.is_working(day) != after.is_working(day)
    )


def import_notice(text: str, *, by: User, at: datetime) -> list[Moved]:
    """Make a pasted notice the year's table and return the due dates that moved (3.9).

    A notice that is not wholly understood is refused with its first unclear phrase.
    """
    notice = read_notice(text)
    if not notice.applicable:
        raise CalendarRefused(_first_problem(notice), field="text")
    _apply(notice, text, by=by, at=at)
    record(
        "notice_import",
        detail={"year": notice.year, "off": len(notice.days_off), "worked": len(notice.make_up_days)},
    )
    return due_dates.recalculate(queries.work_calendar(), by=by, at=at)


def _first_problem(notice: Notice) -> str:
    problem = next((problem for problem in notice.problems if problem.blocking), None)
    if problem is None:
        return _("No days off were found in this text.")
    return (
        _("“%(phrase)s”: %(message)s", phrase=problem.phrase, message=problem.message)
        if problem.phrase
        else problem.message
    )


def _apply(notice: Notice, text: str, *, by: User, at: datetime) -> None:
    """Replace the year's days; days of the year before (31 December) are corrected, company days stay."""
    fill(at=at)
    year = notice.year
    own = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    named = CalendarDay.day.in_([day.day for day in notice.days])
    db.session.flush()
    db.session.execute(delete(CalendarDay).where(CalendarDay.company.is_(False), own | named))
    db.session.add_all(
        CalendarDay(day=d.day, company=False, working=d.working, name=d.name) for d in notice.days
    )
    known = queries.year_record(year)
    if known is None:
        known = CalendarYear(year=year, status=OFFICIAL)
        db.session.add(known)
    known.status, known.notice, known.imported_by_id, known.imported_at = OFFICIAL, text, by.id, at
    _changed()


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
    _changed()
    return due_dates.recalculate(queries.work_calendar(), by=by, at=at)


def remove_company_day(day: CalendarDay, *, by: User, at: datetime) -> list[Moved]:
    """Take a company day back and return the due dates that moved."""
    db.session.delete(day)
    _changed()
    return due_dates.recalculate(queries.work_calendar(), by=by, at=at)


def _changed() -> None:
    db.session.flush()
    touch_config()
    cache.forget()

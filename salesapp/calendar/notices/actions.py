"""What is done with the yearly notice on days off: shown what it changes, and put in force (3.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete

from salesapp.accounts.models import User
from salesapp.calendar import queries
from salesapp.calendar.actions import changed, fill, recalculate
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.notices.rules import Notice, Problem, read_notice
from salesapp.calendar.rules import OFFICIAL, CalendarRefused, Moved, WorkCalendar, days, refuse_endless
from salesapp.db import db
from salesapp.trail.actions import record
from salesapp.web import cache
from salesapp.words import gettext as _


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


def preview_notice(text: str, *, by: User, at: datetime) -> Preview:
    """Show what a pasted notice would change, and change nothing."""
    notice = read_notice(text)
    if notice.year is None or not notice.applicable:
        return Preview(notice, (), ())
    before = queries.work_calendar()
    attempt = db.session.begin_nested()
    try:
        _apply(notice.year, notice, text, by=by, at=at)
        after = queries.work_calendar()
        refuse_endless(after, field="text")
        moved = recalculate(after, by=by, at=at)
    except CalendarRefused as refusal:
        return Preview(replace(notice, problems=(*notice.problems, Problem("", str(refusal)))), (), ())
    finally:
        attempt.rollback()
        cache.forget()
    return Preview(notice, _differences(notice.year, notice, before, after), tuple(moved))


def _differences(
    year: int, notice: Notice, before: WorkCalendar, after: WorkCalendar
) -> tuple[Difference, ...]:
    names = {day.day: day.name for day in notice.days}
    first = min([date(year, 1, 1), *names])
    return tuple(
        Difference(day, before.is_working(day), after.is_working(day), names.get(day, ""))
        for day in days(first, date(year, 12, 31))
        if before.is_working(day) != after.is_working(day)
    )


def import_notice(text: str, *, by: User, at: datetime) -> list[Moved]:
    """Make a pasted notice the year's table and return the due dates that moved (3.9).

    A notice that is not wholly understood is refused with its first unclear phrase.
    """
    notice = read_notice(text)
    if notice.year is None or not notice.applicable:
        raise CalendarRefused(_first_problem(notice), field="text")
    _apply(notice.year, notice, text, by=by, at=at)
    record(
        "notice_import",
        detail={"year": notice.year, "off": len(notice.days_off), "worked": len(notice.make_up_days)},
    )
    calendar = queries.work_calendar()
    refuse_endless(calendar, field="text")
    return recalculate(calendar, by=by, at=at)


def _first_problem(notice: Notice) -> str:
    problem = next((problem for problem in notice.problems if problem.blocking), None)
    if problem is None:
        return _("No days off were found in this text.")
    return (
        _("“%(phrase)s”: %(message)s", phrase=problem.phrase, message=problem.message)
        if problem.phrase
        else problem.message
    )


def _apply(year: int, notice: Notice, text: str, *, by: User, at: datetime) -> None:
    """Replace the year's days; days of the year before (31 December) are corrected, company days stay."""
    fill(at=at)
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
    changed()

"""What pages show of the calendar: a year at a glance, and on the first page whether next year is official."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from salesapp.calendar import queries
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.rules import OFFICIAL
from salesapp.chinese.festivals import festivals
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.words import ngettext


def year_page(year: int | None, today: date) -> dict[str, Any]:
    """Return what the page of a year shows, of the present one where none is named."""
    year = year or today.year
    return {
        "year": year,
        "today": today,
        "months": queries.months(year),
        "official": queries.work_calendar().status(year) == OFFICIAL,
        "source": queries.year_record(year),
        "festivals": festivals(year),
        "company_days": queries.company_days_from(date(min(year, today.year), 1, 1)),
        "missing": queries.missing_notice(today),
    }


def due_in_workdays(due_on: date, now: datetime | None = None) -> str:
    """Return how near a deadline is that counts working days: 逾期 3 个工作日, 今日, 明日, 11月26日."""
    now = now or clock.now()
    today = clock.local(now).date()
    if not is_late(due_on, today):
        return due_words(due_on, now)
    late = queries.work_calendar().working_days_between(due_on, today)
    return (
        ngettext("%(num)d working day overdue", "%(num)d working days overdue", late)
        if late
        else _("Overdue")
    )


def overdue_in_workdays(due_at: datetime, now: datetime) -> str:
    """Return how long a moment has passed whose limit counts working days: 逾期 3 个工作日, 已过 17:00 on its own day."""
    due_on, today = clock.local(due_at).date(), clock.local(now).date()
    return due_in_workdays(due_on, now) if is_late(due_on, today) else due_words(clock.local(due_at), now)


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield whether next year's calendar follows the official notice yet."""
    year = clock.local(now).year + 1
    official = queries.work_calendar().status(year) == OFFICIAL
    words = _("Calendar follows the official notice") if official else _("Calendar still provisional")
    said = _("Official as soon as the State Council's notice of the next year is pasted.")
    yield Figure(year, words, address("calendar.index", year=year), counted=said)

"""What pages show of the calendar: a year at a glance, and on the first page whether next year is official."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from salesapp.calendar import queries
from salesapp.calendar.rules import OFFICIAL
from salesapp.chinese.festivals import festivals
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _


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


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield whether next year's calendar follows the official notice yet."""
    year = clock.local(now).year + 1
    official = queries.work_calendar().status(year) == OFFICIAL
    words = _("Calendar follows the official notice") if official else _("Calendar still provisional")
    yield Figure(year, words, address("calendar.index", year=year))

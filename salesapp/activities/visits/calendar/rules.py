"""The calendar of visits: which days a view shows, and which come before and after. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salesapp.words import lazy_pgettext

DAY = timedelta(days=1)
#: Days that an agenda shows.
AHEAD = 30
#: Visits of one day that a month shows; the rest is a number that opens the day.
IN_A_CELL = 4


class View(StrEnum):
    """How the calendar is cut; the first is that of the phone."""

    AGENDA = "agenda"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


VIEW_LABELS = {
    View.AGENDA: lazy_pgettext("visit", "Agenda"),
    View.DAY: lazy_pgettext("visit", "Day"),
    View.WEEK: lazy_pgettext("visit", "Week"),
    View.MONTH: lazy_pgettext("visit", "Month"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a view shows, both included, and the days that open the view before and after it."""

    first: date
    last: date
    before: date
    after: date


def span(view: View, on: date) -> Span:
    """Return the days of a view around a day: weeks begin on Monday, a month is filled up to whole weeks."""
    if view is View.DAY:
        return Span(on, on, on - DAY, on + DAY)
    if view is View.WEEK:
        monday = on - on.weekday() * DAY
        return Span(monday, monday + 6 * DAY, monday - 7 * DAY, monday + 7 * DAY)
    if view is View.AGENDA:
        return Span(on, on + (AHEAD - 1) * DAY, on - AHEAD * DAY, on + AHEAD * DAY)
    first = on.replace(day=1)
    last = on.replace(day=monthrange(on.year, on.month)[1])
    shown = first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY
    return Span(*shown, (first - DAY).replace(day=1), last + DAY)

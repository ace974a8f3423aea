"""The calendar of visits as plain values: days with their visits, weeks of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.calendar import queries
from salesapp.activities.visits.calendar.rules import DAY, IN_A_CELL, Span, View, span
from salesapp.activities.visits.coaching import queries as coaching
from salesapp.activities.visits.coaching.rules import Coached
from salesapp.activities.visits.rules import KIND_LABELS, Status
from salesapp.calendar.lateness.rules import WEEKDAYS
from salesapp.calendar.queries import work_calendar
from salesapp.web import clock
from salesapp.web.formats import day as day_words
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit in the calendar."""

    id: int
    time: str
    customer: str
    owner: str
    kind: str
    detail: str
    state: Status
    look: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One day with its visits; ``more`` are those that are not listed."""

    day: date
    words: str
    off: bool
    outside: bool
    today: bool
    entries: Sequence[Entry]
    more: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the calendar."""

    view: View
    on: date
    title: str
    span: Span
    cells: Sequence[Cell]
    timeless: Sequence[Entry]
    people: Sequence[Row]
    whose: int | str
    leads: bool
    coached: Sequence[Coached]
    today: date
    late: bool = False

    @property
    def weeks(self) -> list[Sequence[Cell]]:
        """The days seven by seven."""
        return [self.cells[place : place + 7] for place in range(0, len(self.cells), 7)]

    @property
    def weekdays(self) -> list[str]:
        """The heads of a month's columns."""
        return [str(words) for words in WEEKDAYS]

    @property
    def count(self) -> int:
        """How many visits the page shows."""
        return sum(len(cell.entries) + cell.more for cell in self.cells)


def shown(user: User, view: View, on: date, whose: int | str, *, late: bool = False) -> Shown:
    """Return one page of the calendar: one look for the visits, however many people go; ``late`` those without a record."""
    days, today = span(view, on), clock.today()
    rows = (
        queries.unwritten(user, whose, clock.now())
        if late
        else queries.between(user, whose, days.first, days.last)
    )
    of_day: dict[date, list[Any]] = {}
    for row in rows:
        of_day.setdefault(clock.local(row.starts_at).date(), []).append(row)
    every = [days.first + number * DAY for number in range((days.last - days.first).days + 1)]
    if late:
        every = list(of_day)
    elif view is View.AGENDA:
        every = [day for day in every if day in of_day or day == today]
    most = IN_A_CELL if view is View.MONTH else None
    leads = access.leads(user)
    return Shown(
        view=view, on=on, late=late, title=_("Record overdue") if late else _title(view, on, days), span=days,
        cells=_cells(every, of_day, view, on, today, most),
        timeless=[_entry(row) for row in queries.timeless(user, whose)] if view is View.AGENDA and not late else [],
        people=queries.people(user), whose=whose, leads=leads, coached=coaching.of_month(user, on) if leads else [],
        today=today,
    )  # fmt: skip


def _title(view: View, on: date, days: Span) -> str:
    if view is View.MONTH:
        return f"{on:%Y-%m}"
    if view is View.DAY:
        return day_words(on)
    return _("%(from)s to %(to)s", **{"from": f"{days.first:%Y-%m-%d}", "to": f"{days.last:%m-%d}"})


def _cells(
    every: Iterable[date], of_day: dict[date, list[Any]], view: View, on: date, today: date, most: int | None
) -> list[Cell]:
    calendar, cells = work_calendar(), []
    for day in every:
        rows = of_day.get(day, [])
        listed = rows if most is None or len(rows) <= most else rows[: most - 1]
        words = f"{day.month}-{day.day} {WEEKDAYS[day.weekday()]}" if view is not View.MONTH else str(day.day)
        cells.append(
            Cell(
                day, words, not calendar.is_working(day), view is View.MONTH and day.month != on.month, day == today,
                [_entry(row) for row in listed], len(rows) - len(listed),
            )
        )  # fmt: skip
    return cells


def _entry(row: Row) -> Entry:
    starts_at = row.starts_at and clock.local(row.starts_at)
    ends_at = row.ends_at and clock.local(row.ends_at)
    time = f"{starts_at:%H:%M}" + (f"–{ends_at:%H:%M}" if ends_at else "") if starts_at else ""
    state = Status(row.status)
    return Entry(
        row.id, time, row.customer, row.owner, str(KIND_LABELS[row.kind]),
        " · ".join(part for part in (row.purpose, row.place) if part), state, LOOKS[state],
    )  # fmt: skip


#: How a visit is drawn: what is not agreed yet is drawn in dashes.
LOOKS = {
    Status.PLANNED: "planned",
    Status.MOVED: "planned",
    Status.BOOKED: "booked",
    Status.UNDER_WAY: "now",
    Status.DONE: "done",
    Status.CANCELLED: "",
}

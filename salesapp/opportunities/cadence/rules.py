"""How often an opportunity wants to be followed up, and when next: the rhythm of its grade (R30–R33).

S twice and A once in a natural week, Monday to Sunday; B 14 days after the last time. Several follow-ups on one day
count once. A week with few working days is waived or halved. Due dates are working days.

In a week the n follow-ups still owed are due on its last n working days, one a day: the latest days on which the
quota can be kept without working at the weekend. A late one in the same week still keeps the quota.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from salesapp.calendar.lateness.rules import is_late

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NATURAL_WEEK = 7
LONGEST_SEARCH = 60  # weeks; a calendar without an owed follow-up for so long is a mistake


class Calendar(Protocol):
    """What this module asks of a working calendar (calendar/rules.py has the real one)."""

    def is_working(self, day: date) -> bool: ...
    def working_day_on_or_after(self, day: date) -> date: ...


class NoDueDate(ValueError):
    """The calendar leaves no day on which a follow-up could be due: it must be mended by hand."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """So many follow-ups in so many days; 7 days are the natural week, any other number runs from the last one."""

    count: int
    days: int

    @property
    def weekly(self) -> bool:
        """Whether it counts by the natural week."""
        return self.days == NATURAL_WEEK

    @property
    def interval(self) -> int:
        """The days between two follow-ups of a rhythm that is not weekly."""
        return max(1, self.days // self.count)


@dataclass(frozen=True, slots=True)
class Cadence:
    """The rhythms of the grades and what a holiday week does (``waive`` or ``halve``)."""

    rhythms: Mapping[str, Rhythm] = field(
        default_factory=lambda: {
            "S": Rhythm(2, NATURAL_WEEK),
            "A": Rhythm(1, NATURAL_WEEK),
            "B": Rhythm(1, 14),
        }
    )
    holiday_days: int = 2
    holiday_rule: str = "waive"


@dataclass(frozen=True, slots=True)
class State:
    """Where an opportunity stands: the week that is counted, what it owes, what was done, what is due next."""

    week_of: date | None
    week_quota: int
    week_count: int
    next_due_on: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one follow-up did: the due date it met (None for an extra one), in time or not, and what had lapsed."""

    due_on: date | None
    on_time: bool
    missed: int
    state: State


def urgency(next_due_on: date, today: date) -> str:
    """Return how a follow-up is shown: ``late`` when overdue, ``soon`` on its day, else nothing."""
    return "late" if is_late(next_due_on, today) else "soon" if next_due_on == today else ""


def monday(day: date) -> date:
    """Return the Monday of the natural week around a day."""
    return day - day.weekday() * DAY


def working_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """List the working days from ``first`` to ``last``, both included."""
    span = (first + n * DAY for n in range((last - first).days + 1))
    return [day for day in span if calendar.is_working(day)]


def quota(grade: str, week: date, calendar: Calendar, cadence: Cadence) -> int:
    """Return how many follow-ups the week of ``week`` asks for (R30, R31, R33).

    A week with at most ``holiday_days`` working days is waived (0) or halved, rounded up; one a working day at most.
    """
    start = monday(week)
    worked = len(working_days(start, start + 6 * DAY, calendar))
    count = cadence.rhythms[grade].count
    if worked <= cadence.holiday_days:
        count = 0 if cadence.holiday_rule == "waive" else (count + 1) // 2
    return min(count, worked)


def begin(grade: str, day: date, calendar: Calendar, cadence: Cadence, *, done: int = 0) -> State:
    """Start the rhythm on a day: a new, regraded or reopened opportunity (R33).

    The day itself is not asked for any more; ``done`` follow-ups of its week count already. The first week owes no
    more than its remaining working days.
    """
    rhythm = cadence.rhythms[grade]
    if not rhythm.weekly:
        return State(None, 0, 0, calendar.working_day_on_or_after(day + rhythm.interval * DAY))
    week = monday(day)
    left = working_days(day + DAY, week + 6 * DAY, calendar)
    owed = min(max(quota(grade, week, calendar, cadence) - done, 0), len(left))
    return State(week, done + owed, done, _due(grade, week, left, owed, calendar, cadence))


def record(
    grade: str, state: State, days: Iterable[date], day: date, calendar: Calendar, cadence: Cadence
) -> Recorded:
    """Count a follow-up on ``day`` and find the next due date (R30–R33).

    ``days`` are the days of the follow-ups before, at least those of the last three weeks. A second one on the same
    day, and one beyond the quota of its week, is extra: it meets no due date.
    """
    known = set(days)
    if cadence.rhythms[grade].weekly:
        return _record_weekly(grade, state, known, day, calendar, cadence)
    return _record_rolling(grade, state, known, day, calendar, cadence)


def reckon(
    grade: str, state: State, last: date | None, today: date, calendar: Calendar, cadence: Cadence
) -> date:
    """Find the next due date again under another calendar (3.9); ``last`` is the last follow-up's day.

    A date that runs from the last time gives way to the next working day where its own is off now.
    """
    rhythm = cadence.rhythms[grade]
    if not rhythm.weekly or state.week_of is None:
        return calendar.working_day_on_or_after(state.next_due_on)
    week = max(state.week_of, monday(today) - WEEK)
    first = max(last + DAY, today) if last is not None else today
    left = working_days(first, week + 6 * DAY, calendar)
    owed = max(state.week_quota - state.week_count, 0)
    return _due(grade, week, left, min(owed, len(left)), calendar, cadence)


def follow(
    grade: str, state: State, last: date | None, today: date, calendar: Calendar, cadence: Cadence
) -> State:
    """Return where an opportunity stands once its grade has another rhythm; what was done this week counts (R30–R33)."""
    rhythm, week = cadence.rhythms[grade], monday(today)
    if not rhythm.weekly:
        ran_from = last if last is not None else today
        due = max(ran_from + rhythm.interval * DAY, today)
        return State(None, 0, 0, calendar.working_day_on_or_after(due))
    done = state.week_count if state.week_of == week else int(last is not None and last >= week)
    first = max(last + DAY, today) if last is not None else today
    left = working_days(first, week + 6 * DAY, calendar)
    owed = min(max(quota(grade, week, calendar, cadence) - done, 0), len(left))
    return State(week, done + owed, done, _due(grade, week, left, owed, calendar, cadence))


def missed(grade: str, state: State, day: date, calendar: Calendar, cadence: Cadence) -> int:
    """Count the follow-ups that had lapsed by ``day``: owed in weeks or periods that ended before it."""
    rhythm = cadence.rhythms[grade]
    if not rhythm.weekly or state.week_of is None:
        late = (day - state.next_due_on).days
        return max(0, -(-late // rhythm.interval))
    week, this_week = state.week_of, monday(day)
    if week >= this_week:
        return 0
    lapsed = max(state.week_quota - state.week_count, 0)
    while (week := week + WEEK) < this_week:
        lapsed += quota(grade, week, calendar, cadence)
    return lapsed


def due_days(grade: str, week: date, calendar: Calendar, cadence: Cadence) -> list[date]:
    """Return the due dates of one natural week: its last working days, one for each follow-up."""
    start = monday(week)
    owed = quota(grade, start, calendar, cadence)
    return working_days(start, start + 6 * DAY, calendar)[-owed:] if owed else []


def _record_weekly(
    grade: str, state: State, known: set[date], day: date, calendar: Calendar, cadence: Cadence
) -> Recorded:
    week = monday(day)
    if state.week_of is not None and week < state.week_of:
        return Recorded(None, False, 0, state)  # written down after a later one: that week is settled
    before = {each for each in known if monday(each) == week}
    lapsed = missed(grade, state, day, calendar, cadence)
    owed = state.week_quota if state.week_of == week else quota(grade, week, calendar, cadence)
    counts = day not in before and len(before) < owed
    done = before | {day}
    due_on = _met(state, week, len(before), grade, calendar, cadence) if counts else None
    left = working_days(max(done) + DAY, week + 6 * DAY, calendar)
    still = min(max(owed - len(done), 0), len(left))
    next_due = _due(grade, week, left, still, calendar, cadence)
    return Recorded(due_on, counts, lapsed, State(week, owed, len(done), next_due))


def _record_rolling(
    grade: str, state: State, known: set[date], day: date, calendar: Calendar, cadence: Cadence
) -> Recorded:
    rhythm = cadence.rhythms[grade]
    latest = max(known | {day})
    next_due = calendar.working_day_on_or_after(latest + rhythm.interval * DAY)
    fresh = State(None, 0, 0, next_due)
    if day in known or day < latest:
        return Recorded(None, False, 0, fresh)
    late = missed(grade, state, day, calendar, cadence)
    return Recorded(state.next_due_on, late == 0, max(late - 1, 0), fresh)


def _met(state: State, week: date, done: int, grade: str, calendar: Calendar, cadence: Cadence) -> date:
    """Return the due date that the (done + 1)-th follow-up of a week answers."""
    if state.week_of == week and monday(state.next_due_on) == week:
        return state.next_due_on
    due = due_days(grade, week, calendar, cadence)
    return due[min(done, len(due) - 1)] if due else week + 6 * DAY


def _due(grade: str, week: date, left: list[date], owed: int, calendar: Calendar, cadence: Cadence) -> date:
    if owed:
        return left[len(left) - owed]
    for _n in range(LONGEST_SEARCH):
        week += WEEK
        due = due_days(grade, week, calendar, cadence)
        if due:
            return due[0]
    raise NoDueDate(f"no follow-up falls due within {LONGEST_SEARCH} weeks of {week.isoformat()}")

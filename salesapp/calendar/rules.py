"""Working days: the arithmetic behind every due date (R41, R61, conventions 3.9).

Pure: a calendar is built from the table of exceptions and asked; it reads no database and no clock.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

OFFICIAL = "official"
PROVISIONAL = "provisional"

_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_BREAK = 60  # days; a calendar with no working day for so long is a mistake, not a holiday


class CalendarRefused(Refusal):
    """The calendar cannot be changed this way."""


class EndlessHoliday(ValueError):
    """The table of exceptions leaves no working day within two months: it must be mended by hand."""


class WorkCalendar:
    """Answers which days are worked, from weekends and a table of exceptions.

    `overrides` maps a date to True (worked, 班) or False (off, 休) and wins over the weekday; `status` maps
    a year to OFFICIAL or PROVISIONAL. A year without a status is provisional: nobody has confirmed it.
    """

    def __init__(self, overrides: Mapping[date, bool], status: Mapping[int, str] | None = None) -> None:
        self._overrides = dict(overrides)
        odd = sorted(day for day, worked in overrides.items() if worked != (day.weekday() < _SATURDAY))
        self._odd = [day.toordinal() for day in odd]  # the days that are not what their weekday says
        self._more = [0, *accumulate(1 if overrides[day] else -1 for day in odd)]
        self._status = dict(status or {})

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked: the table first, the weekday otherwise."""
        worked = self._overrides.get(day)
        return day.weekday() < _SATURDAY if worked is None else worked

    def status(self, year: int) -> str:
        """Tell whether the year's table is OFFICIAL or still PROVISIONAL."""
        return self._status.get(year, PROVISIONAL)

    def add_working_days(self, start: date, count: int) -> date:
        """Return the working day `count` working days after `start` (R41).

        The start day itself is not counted, so signing on Thursday plus 1 is Friday. A negative count goes
        back; 0 returns `start` unchanged, even where it is a day off.
        """
        step = _DAY if count > 0 else -_DAY
        day = start
        for _again in range(abs(count)):
            day = self._next(day, step)
        return day

    def working_day_on_or_after(self, day: date) -> date:
        """Return `day` where it is worked, else the first working day after it (R21)."""
        return day if self.is_working(day) else self._next(day, _DAY)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`.

        It undoes `add_working_days`: the count is negative where `end` lies before `start`.
        """
        if end < start:
            return -self.working_days_between(end, start)
        return self.working_days_in(start + _DAY, end)

    def working_days_in(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included: none where `last` < `first`.

        However far apart they are, it costs the same: a list says of fifty lines by how much each is late.
        """
        return max(self._until(last.toordinal()) - self._until(first.toordinal() - 1), 0)

    def _until(self, ordinal: int) -> int:
        """Count the working days from the first of all days, a Monday, to one that is given by its number."""
        weeks, rest = divmod(ordinal, 7)
        return weeks * _SATURDAY + min(rest, _SATURDAY) + self._more[bisect_right(self._odd, ordinal)]

    def endless_from(self) -> date | None:
        """Return the first day of a break that no due date outlives, or None: a mistake in the table."""
        known = sorted(self._overrides)
        off = 0
        for day in days(known[0], known[-1] + _LONGEST_BREAK * _DAY) if known else ():
            off = 0 if self.is_working(day) else off + 1
            if off == _LONGEST_BREAK:
                return day - (off - 1) * _DAY
        return None

    def _next(self, day: date, step: timedelta) -> date:
        for _again in range(_LONGEST_BREAK):
            day += step
            if self.is_working(day):
                return day
        raise EndlessHoliday(f"no working day within {_LONGEST_BREAK} days of {day.isoformat()}")


def refuse_endless(calendar: WorkCalendar, field: str | None = None) -> None:
    """Refuse a table that leaves no working day for two months: no due date could be reckoned (R41)."""
    first = calendar.endless_from()
    if first is not None:
        sentence = _(
            "From %(first)s on %(count)s days in a row would be off: no deadline could be reckoned. Leave a working day between.",
            first=first.isoformat(),
            count=_LONGEST_BREAK,
        )
        raise CalendarRefused(sentence, field=field)


def days(first: date, last: date) -> Iterator[date]:
    """Yield every date from `first` to `last`, both included; none where last < first."""
    for offset in range((last - first).days + 1):
        yield first + offset * _DAY


@dataclass(frozen=True)
class Moved:
    """A due date that a new calendar, or a new rule, puts on another day or hour."""

    what: str
    before: date
    after: date
    url: str = ""
    owner: str = ""
    #: Whether whoever changes the rule may not see what it is about: then it is only counted.
    hidden: bool = False


#: Given the new calendar, calculates open due dates again, changes them, and returns those that moved.
Recalculate = Callable[..., Iterable[Moved]]

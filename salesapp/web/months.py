"""Months: the one that a page is about, read from its address, and those around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from salesapp.web import clock, params


def month_after(first: date) -> date:
    """Return the first day of the month after one."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """One month, up to today where it is the present one."""

    first: date
    last: date
    previous: date
    following: date | None

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return clock.at(self.first)

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return clock.at(month_after(self.first))


def period(wanted: str | None, today: date) -> Period:
    """Return the month that an address names as 2026-11, else the present one; the future is no month to look at."""
    present = today.replace(day=1)
    first = max(min(params.month_or_none(wanted) or present, present), date(2000, 1, 1))
    following = month_after(first)
    last = today if first == present else date.fromordinal(following.toordinal() - 1)
    return Period(
        first,
        last,
        date.fromordinal(first.toordinal() - 1).replace(day=1),
        None if first == present else following,
    )

"""Spans of days that figures are counted over: read from an address, or chosen by one tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from salesapp.web import clock, params
from salesapp.words import gettext as _

DAY = timedelta(days=1)
#: The longest period that is counted at once.
MOST_DAYS = 366 * 3


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are counted, both ends included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return clock.at(self.first)

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return clock.at(self.last + DAY)

    @property
    def address(self) -> dict[str, str]:
        """The parameters of the address that asks for it."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def span(first: date | None, last: date | None, today: date, *, most_days: int = MOST_DAYS) -> Span:
    """Return the days that an address names; else the present month. The future and what is too long are cut off."""
    end = min(last or today, today)
    begin = first or end.replace(day=1)
    if begin > end:
        begin, end = end, min(begin, today)
    return Span(max(begin, end - (most_days - 1) * DAY), end)


def usual(today: date) -> list[tuple[str, Span]]:
    """Return the periods that one tap chooses."""
    month = today.replace(day=1)
    before = (month - DAY).replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return [
        (_("This month"), Span(month, today)),
        (_("Last month"), Span(before, month - DAY)),
        (_("This quarter"), Span(quarter, today)),
        (_("This year"), Span(date(today.year, 1, 1), today)),
    ]


def asked(args: Mapping[str, str], today: date) -> Span | None:
    """Return the days that an address asks for by ``first`` and ``last``; none where it asks for neither."""
    first, last = _day(args.get("first")), _day(args.get("last"))
    return span(first, last, today) if first or last else None


def _day(typed: str | None) -> date | None:
    try:
        return params.typed_day(typed) if typed else None
    except ValueError:
        return None

"""The days of a visit that is repeated every week, month or quarter. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salesapp.activities.visits.rules import VisitRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

DAY = timedelta(days=1)
MOST_REPEATED = 26


class Every(StrEnum):
    """How often a visit is repeated."""

    NEVER = ""
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


EVERY_LABELS = {
    Every.NEVER: _l("Once"),
    Every.WEEK: _l("Every week"),
    Every.MONTH: _l("Every month"),
    Every.QUARTER: _l("Every quarter"),
}


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of repeated visits, and those of them that gave way to a working day."""

    days: tuple[date, ...]
    moved: tuple[date, ...] = ()


def repeated(first: date, every: str, until: date | None, *, working: Callable[[date], date]) -> Dates:
    """Return the days of a visit that is repeated until a day, the first left out.

    A day off gives way to the next working day; the 31st is the last day of a shorter month.
    """
    if every not in (Every.WEEK, Every.MONTH, Every.QUARTER):
        return Dates(())
    if until is None:
        raise VisitRefused(_("Say until when it is repeated."), field="repeat_until")
    if until <= first:
        raise VisitRefused(_("The repetition ends before it begins."), field="repeat_until")
    wished: list[date] = []
    for number in range(1, MOST_REPEATED + 1):
        day = _nth(first, every, number)
        if day > until:
            break
        wished.append(day)
    else:
        if _nth(first, every, MOST_REPEATED + 1) <= until:
            raise VisitRefused(
                _("At most %(count)s repetitions: choose an earlier day.", count=MOST_REPEATED),
                field="repeat_until",
            )
    found = [working(day) for day in wished]
    moved = tuple(new for new, old in zip(found, wished, strict=True) if new != old)
    return Dates(tuple(dict.fromkeys(found)), moved)


def _nth(first: date, every: str, number: int) -> date:
    if every == Every.WEEK:
        return first + 7 * number * DAY
    months = first.month - 1 + number * (3 if every == Every.QUARTER else 1)
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))

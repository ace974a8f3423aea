"""Which backups are kept, how they are called, and when one is missing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

#: The newest backup of so many days, weeks and months is kept.
DAYS, WEEKS, MONTHS = 7, 4, 6
#: Without a checked backup for so long one is missing: a night and half a day to spare.
MISSING = timedelta(hours=36)
FIRST = timedelta(days=1)  # that an installation has until its first
#: What stood here before a restore is kept so long.
BEFORE_RESTORE = timedelta(days=30)
#: What a killed backup, check or restore left behind goes after so long.
REMAINS = timedelta(days=1)
_NAME = re.compile(r"salesapp-(\d{4}-\d{2}-\d{2})\.tar\.gz")


def name_of(day: date) -> str:
    """Return the name of a day's backup."""
    return f"salesapp-{day.isoformat()}.tar.gz"


def day_of(name: str) -> date | None:
    """Return the day of a backup by its name; what is called otherwise was not made by night: None."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def kept(days: Iterable[date]) -> set[date]:
    """Return the days whose backup is kept: the last of each of 7 days, 4 weeks and 6 months."""
    newest = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def lacks(copies: Iterable[date], kept: Iterable[date]) -> bool:
    """Tell whether the newest backup is not in the second folder, too."""
    newest = max(kept, default=None)
    return newest is not None and newest not in set(copies)


def is_missing(latest: datetime | None, now: datetime, began: datetime | None = None) -> bool:
    """Tell whether there should have been a checked backup since; an installation may be too young for its first night."""
    if latest is None:
        return began is None or now - began >= FIRST
    return now - latest > MISSING

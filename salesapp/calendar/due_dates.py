"""Due dates that hang on the calendar: higher floors say how theirs are calculated again when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesapp import capability
from salesapp.calendar.rules import WorkCalendar


@dataclass(frozen=True)
class Moved:
    """A due date that the new calendar puts on another day."""

    what: str
    before: date
    after: date
    url: str = ""
    owner: str = ""


#: Given the new calendar, calculates open due dates again, changes them, and returns those that moved.
Recalculate = Callable[..., Iterable[Moved]]


def recalculate(calendar: WorkCalendar, *, by: Any, at: Any) -> list[Moved]:
    """Calculate all open due dates again and return those that moved, nearest first."""
    declared = (one for part in capability.installed() for one in part.calendar)
    moved = [found for one in declared for found in one(calendar, by=by, at=at)]
    return sorted(moved, key=lambda item: (item.after, item.what))

"""Due dates that hang on the calendar: higher floors say how theirs are calculated again when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

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
_registered: list[Recalculate] = []


def on_change(recalculate: Recalculate) -> Recalculate:
    """Register `recalculate(calendar, *, by, at)`; called once, when a capability is loaded."""
    if recalculate not in _registered:
        _registered.append(recalculate)
    return recalculate


def recalculate(calendar: WorkCalendar, *, by: Any, at: Any) -> list[Moved]:
    """Calculate all open due dates again and return those that moved, nearest first."""
    moved = [found for one in _registered for found in one(calendar, by=by, at=at)]
    return sorted(moved, key=lambda item: (item.after, item.what))

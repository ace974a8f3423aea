"""When a recurring job is due. Pure: moments in, moments out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

MAX_ATTEMPTS = 5
LEASE = timedelta(minutes=15)
SILENT = timedelta(minutes=5)
NIGHT = timedelta(hours=2, minutes=10)


class Every(Enum):
    """How often a job runs, on the team's wall clock."""

    MINUTE = "minute"
    HOUR = "hour"
    NIGHT = "night"
    MORNING = "morning"


@dataclass(frozen=True)
class Job:
    """A verb that runs by itself. It takes ``at=``, and running it twice does no harm."""

    name: str
    every: Every
    run: Callable[..., object]


def latest_slot(every: Every, now: datetime, *, hour: int = 8) -> datetime:
    """Return the last moment, at or before ``now``, at which such a job was due.

    ``now`` is aware, in the team's time zone; ``hour`` is when the morning begins. A job whose machine slept at the time
    is due as soon as it wakes, once, however many nights or mornings were missed.
    """
    minute = now.replace(second=0, microsecond=0)
    if every is Every.MINUTE:
        return minute
    if every is Every.HOUR:
        return minute.replace(minute=0)
    start = timedelta(hours=hour) if every is Every.MORNING else NIGHT
    begun = minute.replace(hour=0, minute=0) + start
    return begun if begun <= now else begun - timedelta(days=1)


def retry_at(attempts: int, now: datetime) -> datetime:
    """Return when a job that failed ``attempts`` times in its slot is tried again: after 1, 2, 4, 8 … minutes."""
    return now + timedelta(minutes=2 ** (attempts - 1))


def is_silent(last: datetime | None, now: datetime) -> bool:
    """Tell whether the background work should have shown a sign of life by now."""
    return last is None or now - last > SILENT

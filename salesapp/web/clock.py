"""The clock: the only place that asks what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask


class Stop:
    """One stop of the clock: two of the same moment are two."""

    def __init__(self, moment: datetime):
        self.moment = moment.astimezone(UTC)


_offset = timedelta(0)
#: The moments at which the clock stands, the one that counts last.
_stops: list[Stop] = []
_zone = ZoneInfo("Asia/Shanghai")


def init_app(app: Flask) -> None:
    """Set the team's time zone and, for demos and pictures, the time at which the clock starts."""
    global _offset, _zone
    config = app.config["SALESAPP"]
    _zone = config.timezone
    _offset = config.now - datetime.now(UTC) if config.now else timedelta(0)


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return _stops[-1].moment if _stops else datetime.now(UTC) + _offset


def today() -> date:
    """Return today's date where the team works."""
    return local(now()).date()


def zone() -> ZoneInfo:
    """Return the team's time zone."""
    return _zone


def local(moment: datetime) -> datetime:
    """Return a moment in the team's time zone."""
    return moment.astimezone(_zone)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the moment of a local wall-clock time, in UTC."""
    return datetime.combine(day, time(hour, minute), _zone).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the last moment of a day where the team works, in UTC: what is due on that day is late after it."""
    return at(day + timedelta(days=1)) - timedelta(microseconds=1)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment: for tests and for building demo history.

    Threads may stop it across each other: whoever lets go takes away the own stop, and after the last one it runs.
    """
    stop = Stop(moment)
    _stops.append(stop)
    try:
        yield
    finally:
        _stops.remove(stop)

"""What the first page of those who keep the house shows of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import OFFICIAL
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield whether next year's calendar follows the official notice yet."""
    year = clock.local(now).year + 1
    official = work_calendar().status(year) == OFFICIAL
    words = _("Calendar follows the official notice") if official else _("Calendar still provisional")
    yield Figure(year, words, address("calendar.index", year=year))

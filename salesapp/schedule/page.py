"""What the first page of those who keep the house shows of the background work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from salesapp.schedule.queries import last_sign_of_life
from salesapp.schedule.rules import is_silent
from salesapp.web import formats
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield when the background work last ran."""
    alive = last_sign_of_life()
    words = (
        _("Background work last ran · %(day)s", day=formats.short_day(alive))
        if alive
        else _("Background work has not run")
    )
    said = _("When mails, reminders and nightly checks last gave a sign of life.")
    yield Figure(
        formats.time_of(alive) or _("Never"),
        words,
        address("health.readyz"),
        late=is_silent(alive, now),
        counted=said,
    )

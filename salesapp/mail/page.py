"""What the administrator sees of mails that did not leave: for whom, since when and why, not what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.mail import queries
from salesapp.mail.rules import MAX_ATTEMPTS
from salesapp.web import formats
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _

SHOWN = 200


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """One mail that did not leave."""

    id: int
    name: str
    to: str
    written: str
    why: str
    given_up: bool
    state: str


def rows(now: datetime) -> list[LeftBehind]:
    """Return the mails that did not leave, the latest first."""
    return [
        LeftBehind(
            mail.id,
            name or "/",
            mail.to,
            formats.short_moment(mail.created_at),
            mail.last_error or "/",
            given_up=mail.attempts >= MAX_ATTEMPTS,
            state=_("Given up")
            if mail.attempts >= MAX_ATTEMPTS
            else _("Tried again %(when)s", when=formats.short_moment(mail.next_try_at)),
        )
        for mail, name in queries.left_behind(now, SHOWN)
    ]


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield how many mails did not leave."""
    count = queries.left_behind_count(now)
    said = _("Reminders that no mail server took: given up, or put off after an error.")
    yield Figure(count, _("Mails that did not leave"), address("mails.index"), late=bool(count), counted=said)

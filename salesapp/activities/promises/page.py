"""The line of the day that asks to keep a promise (R22)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import Tone, lateness
from salesapp.web import clock
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def todo(row: Row, now: datetime) -> Todo:
    """Return the line of one promise that is due."""
    due_at = clock.at(row.due_on, 23, 59)
    said = lateness(due_at, now, clock.zone(), all_day=True)
    return Todo(
        due_at=due_at, kind="promise", title=_("Keep the promise: %(what)s", what=row.content), detail=row.customer,
        url=f"/activities/{row.activity_id}", action_label=_("Kept"),
        action_url=f"/activities/promises/{row.id}/fulfilment", overdue=said.tone is Tone.LATE, due_words=said.words,
        one_tap=True,
    )  # fmt: skip

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
    facts, said = row.facts, lateness(row.due_at, now, clock.zone(), all_day=True)
    return Todo(
        due_at=clock.at(clock.local(row.due_at).date(), 23, 59), kind="promise",
        title=_("Keep the promise: %(what)s", what=facts["content"]), detail=facts["customer"],
        url=f"/activities/{facts['activity_id']}", action_label=_("Kept"),
        action_url=f"/activities/promises/{row.subject_id}/fulfilment", overdue=said.tone is Tone.LATE,
        due_words=said.words, one_tap=True,
    )  # fmt: skip

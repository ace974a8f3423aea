"""The line of the day about an objection (R36)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.proposals.objections.rules import State
from salesapp.proposals.objections.work.queries import OBJECTION
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def pending(row: Row, now: datetime) -> Todo:
    """Return the line of whoever is to come back to an objection."""
    today = clock.local(now).date()
    due_on = clock.local(row.due_at).date() if row.due_at else today
    url = address("customer_objections.show", objection_id=row.subject_id)
    detail = " · ".join((row.facts["customer"], row.facts["kind"], State(row.facts["state"]).label))
    return Todo(
        due_at=clock.end_of(due_on), kind=OBJECTION, title=f"“{row.facts['words']}”", detail=detail, url=url,
        action_label=_("Answer"), action_url=f"{url}#reply", overdue=is_late(due_on, today), soon=due_on == today,
        due_words=due_words(due_on, now), grade=row.grade,
    )  # fmt: skip

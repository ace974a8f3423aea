"""The lines of the day about endings: to be reviewed, to be answered (F24)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.opportunities.reviews.work.rules import OPINION, REVIEW
from salesapp.opportunities.rules import Status
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def review(row: Row, now: datetime) -> Todo:
    """Return the line of the owner who has not said yet why it ended."""
    due_on, today = clock.local(row.due_at).date(), clock.local(now).date()
    url = address("reviews.new", opportunity_id=row.subject_id)
    return Todo(
        due_at=row.due_at, kind=REVIEW, title=_("Review: %(what)s", what=row.facts["title"]),
        detail=Status(row.facts["status"]).label, url=f"/opportunities/{row.subject_id}", action_label=_("Review it"),
        action_url=url, overdue=is_late(due_on, today), soon=due_on == today, due_words=due_in_workdays(due_on, now),
    )  # fmt: skip


def opinion(row: Row, now: datetime) -> Todo:
    """Return the line of the supervisor whose opinion is asked."""
    today = clock.local(now).date()
    url = address("reviews.show", opportunity_id=row.subject_id)
    words = _("%(name)s · %(status)s", name=row.facts["owner"], status=Status(row.facts["status"]).label)
    return Todo(
        due_at=clock.at(today, 23, 59), kind=OPINION, title=_("Give an opinion: %(what)s", what=row.facts["title"]),
        detail=words, url=url, action_label=_("Read it"), action_url=url, waiting=True, owner=row.facts["owner"],
        due_words=due_in_workdays(today, now),
    )  # fmt: skip

"""The line of the day about a statement of the bank."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.payments.statements.work.queries import ROWS
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.rules import Todo


def rows(row: Row, now: datetime) -> Todo:
    """Return the line of finance: so many rows of a statement wait, or its columns are to be named."""
    count, today = row.facts["rows"], clock.local(now).date()
    url = address("statements.show", statement_id=row.subject_id)
    words = ngettext(
        "%(num)d row of the bank's statement waits", "%(num)d rows of the bank's statement wait", count
    )
    return Todo(
        due_at=clock.at(today, 23, 59), kind=ROWS, title=words if count else _("Say which column is which."), soon=True,
        detail=row.facts["name"], url=url, action_label=_("Look"), action_url=url, due_words=due_words(today, now),
        waiting=row.waiting,
    )  # fmt: skip

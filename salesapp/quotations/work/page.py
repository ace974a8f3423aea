"""The lines of the day about quotations."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.quotations.page import until_words
from salesapp.quotations.rules import Status
from salesapp.quotations.work.rules import ENDING, STOPPED
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words, yuan
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def ending(row: Row, now: datetime) -> Todo:
    """Return the line of a quotation that ends soon."""
    last, today = clock.local(row.due_at).date(), clock.local(now).date()
    words, _tone = until_words(Status.SENT, last, today)
    title = _("%(number)s ends soon", number=row.facts["number"])
    advice = f"{words} · {_('Close it, or prolong it by a new version')}"
    return _line(row, ENDING, title, advice, words=due_words(last, now), late=is_late(last, today), soon=True)


def stopped(row: Row, now: datetime) -> Todo:
    """Return the line of a quotation that was returned or refused."""
    title = _("%(number)s was not agreed to", number=row.facts["number"])
    return _line(row, STOPPED, title, row.facts["said"], late=False, soon=False)


def _line(row: Row, kind: str, title: str, detail: str, *, words: str = "", late: bool, soon: bool) -> Todo:
    url = address("quotations.show", quotation_id=row.subject_id)
    amount = f"¥{yuan(Decimal(row.facts['gross']))}"
    due_at = row.due_at or clock.end_of(clock.today())
    return Todo(
        due_at=due_at, kind=kind, title=title,
        detail=" · ".join(part for part in (row.facts["customer"], amount, detail) if part),
        url=url, action_label=_("Look"), action_url=url, overdue=late, soon=soon, due_words=words, waiting=row.waiting,
    )  # fmt: skip

"""The lines of the day about invoices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.payments.invoices.work.queries import ISSUE, RED, RETURNED
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def to_issue(row: Row, now: datetime) -> Todo:
    """Return the line of finance: an invoice is to be issued."""
    words = _(
        "Issue an invoice of %(amount)s yuan for %(customer)s",
        amount=row.facts["amount"],
        customer=row.facts["customer"],
    )
    return _line(row, now, ISSUE, words, row.facts["contract"], _("Issue it"))


def returned(row: Row, now: datetime) -> Todo:
    """Return the line of whoever runs the contract: finance returned the request."""
    words = _("Request %(number)s was returned", number=row.facts["number"])
    return _line(row, now, RETURNED, words, row.facts["reason"], _("Look"))


def to_take_back(row: Row, now: datetime) -> Todo:
    """Return the line of finance: more is issued on a contract than it is worth now."""
    words = _(
        "%(customer)s: take %(gap)s yuan of invoices back by red ones",
        customer=row.facts["customer"],
        gap=row.facts["gap"],
    )
    at = address("contracts.show", contract_id=row.subject_id)
    return _line(row, now, RED, words, row.facts["number"], _("Look"), at=at)


def _line(row: Row, now: datetime, kind: str, title: str, detail: str, label: str, *, at: str = "") -> Todo:
    today, url = clock.local(now).date(), at or address("invoices.show", request_id=row.subject_id)
    return Todo(
        due_at=clock.at(today, 23, 59), kind=kind, title=title, detail=detail, url=url, action_label=label, action_url=url,
        soon=True, due_words=due_words(today, now), waiting=row.waiting,
    )  # fmt: skip

"""The lines of the day about money: what falls due, what is overdue, claims that lapse, refunds to pay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.contracts.payments.rules import NodeKind
from salesapp.payments.chasing.rules import Base
from salesapp.payments.receipts.page import way_words
from salesapp.payments.work.queries import BILL, LATE, LATER, LIMITATION, PAYMENT, TO_PAY
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def payment(row: Row, now: datetime) -> Todo:
    """Return the line of whoever runs an instalment that falls due or is overdue."""
    words = _("%(item)s of %(open)s yuan", item=NodeKind(row.facts["item"]).label, open=row.facts["open"])
    return _line(row, now, PAYMENT, words, row.facts["number"], _("Look after it"))


def late(row: Row, now: datetime) -> Todo:
    """Return the line of the supervisor: an instalment of the team is long overdue."""
    return _escalated(row, now, LATE)


def very_late(row: Row, now: datetime) -> Todo:
    """Return the line of the director: an instalment is very long overdue."""
    return _escalated(row, now, LATER)


def _escalated(row: Row, now: datetime, kind: str) -> Todo:
    words = _("%(open)s yuan overdue since %(day)s", open=row.facts["open"], day=row.facts["due"])
    return _line(row, now, kind, words, f"{row.facts['number']} · {row.facts['owner']}", _("Look"))


def limitation(row: Row, now: datetime) -> Todo:
    """Return the line that warns of a claim that lapses, and from what it is counted."""
    words = _("The claim on %(open)s yuan lapses on %(day)s", open=row.facts["open"], day=row.facts["lapse"])
    said = _("counted from %(base)s", base=Base(row.facts["base"]).label)
    whose = () if row.kind == LIMITATION else (row.facts["owner"],)
    return _line(row, now, row.kind, words, " · ".join((row.facts["number"], *whose, said)), _("Look"))


def _line(row: Row, now: datetime, kind: str, title: str, detail: str, label: str) -> Todo:
    today = clock.local(now).date()
    due_on = clock.local(row.due_at).date() if row.due_at else today
    url = address("chasing.show", node_id=row.subject_id)
    return Todo(
        due_at=clock.at(due_on, 23, 59), kind=kind, title=f"{row.facts['customer']} {title}", detail=detail, url=url,
        action_label=label, action_url=url, overdue=is_late(due_on, today), soon=due_on == today,
        due_words=due_words(due_on, now), waiting=row.waiting,
    )  # fmt: skip


def bill(row: Row, now: datetime) -> Todo:
    """Return the line of finance, which asks whether a bill that matured was paid."""
    today, due_on = clock.local(now).date(), clock.local(row.due_at).date()
    url = address("receipts.show", receipt_id=row.subject_id)
    words = _(
        "%(way)s of %(amount)s yuan matures: was it paid?",
        way=way_words(row.facts["way"]),
        amount=row.facts["amount"],
    )
    return Todo(
        due_at=clock.at(due_on, 23, 59), kind=BILL, title=f"{row.facts['customer']} {words}", detail=row.facts["number"],
        url=url, action_label=_("Paid or refused"), action_url=url, overdue=is_late(due_on, today),
        soon=due_on == today, due_words=due_words(due_on, now), waiting=row.waiting,
    )  # fmt: skip


def to_pay(row: Row, now: datetime) -> Todo:
    """Return the line of finance: a refund is agreed and to be paid."""
    today = clock.local(now).date()
    url = address("concessions.show", concession_id=row.subject_id)
    return Todo(
        due_at=clock.at(today, 23, 59), kind=TO_PAY, url=url, action_label=_("Pay it"), action_url=url, overdue=False, soon=True,
        title=_("Pay back %(amount)s yuan to %(customer)s", amount=row.facts["amount"], customer=row.facts["customer"]),
        detail=row.facts["number"], due_words=due_words(today, now), waiting=row.waiting,
    )  # fmt: skip

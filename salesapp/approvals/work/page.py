"""The line of the day that asks for a decision, of whatever kind of record (R3, 3.6b)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from salesapp.approvals.objections.rules import Objection
from salesapp.approvals.subjects.rules import subject_of
from salesapp.approvals.work.queries import APPROVAL
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import overdue_in_workdays
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def todo(row: Row, now: datetime) -> Todo:
    """Return the line of one seat that waits."""
    facts, due = row.facts, clock.local(row.due_at or now)
    late, url = is_late(due, now), address("approvals.show", approval_id=row.facts["approval_id"])
    words = overdue_in_workdays(due, now) if late else due_words(due.date(), now)
    return Todo(
        due_at=due, kind=APPROVAL, title=_title(facts),
        detail=_detail(facts), url=url, action_label=_("Decide"), action_url=url, overdue=late,
        soon=due.date() == clock.local(now).date() and not late, due_words=words, owner=facts["owner"], waiting=True,
    )  # fmt: skip


def _title(facts: dict[str, Any]) -> str:
    asked = subject_of(facts["subject_type"]).task(facts["title"])
    return asked or _("Approve %(customer)s %(number)s", customer=facts["what"], number=facts["number"])


def _detail(facts: dict[str, Any]) -> str:
    if "objection" not in facts:
        return _asked(facts)
    objection = Objection(**facts["objection"])
    said = _("Returned by %(who)s: %(said)s", who=objection.who, said=objection.said)
    return f"{said} · {_asked(facts)}"


def _asked(facts: dict[str, Any]) -> str:
    if facts["amount"] is None:
        kind = subject_of(facts["subject_type"]).label
        return _("%(kind)s · submitted by %(owner)s", kind=kind, owner=facts["submitter"])
    amount = f"{Decimal(facts['amount']):,.2f}"
    return _(
        "%(amount)s yuan · submitted by %(owner)s", amount=amount, owner=facts["owner"] or facts["submitter"]
    )

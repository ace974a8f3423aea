"""What lies ready when a thank-you letter is written: the filled wording, the promises, the hours (R15, R21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities.letters.rules import (
    DEFAULT_BODY,
    PRIVACY_NOTICE,
    Letter,
    thank_you,
    thank_you_tone,
)
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.calendar.lateness.rules import Tone, day_words, lateness
from salesapp.chinese import industries
from salesapp.chinese.addressing import addressed
from salesapp.customers.contacts.models import Contact
from salesapp.customers.page import value_words
from salesapp.playbook.scripts import queries
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def page(
    task: Task, record: Activity, asked: Mapping[str, str], now: datetime, *, sender: User, company: str
) -> dict[str, Any]:
    """Return what the page of a letter shows: the letter, who it is for, how many hours are left."""
    templates = queries.scripts(kind=ScriptKind.THANK_YOU)
    chosen = next((each for each in templates if str(each.id) == asked.get("template")), None)
    wording = chosen or (templates[0] if templates else None)
    reached = (contact for contact in record.theirs if contact.email)
    to = next(reached, record.theirs[0] if record.theirs else None)
    tone = _tone(record.ended_at, task.due_at, now)
    return {
        "task": task,
        "record": record,
        "templates": templates,
        "wording": wording,
        "to": to,
        "letter": _letter(wording, record, to, sender, company),
        "left": lateness(task.due_at, now, clock.zone(), by_the_hour=True).words,
        "tone": tone if tone in (Tone.LATE, Tone.SOON) else "",
    }


def _tone(ended_at: datetime, due_at: datetime, now: datetime) -> Tone:
    return thank_you_tone(ended_at, due_at, now, amber_hours=policy("thank_you_amber_hours"))


def _letter(
    wording: ScriptTemplate | None, record: Activity, to: Contact | None, sender: User, company: str
) -> Letter:
    return thank_you(
        wording.subject if wording else None,
        wording.body if wording else str(DEFAULT_BODY),
        _values(record, to, sender, company),
        to=to.email if to else None,
        promises=[promise.content for promise in record.promises if promise.ours],
        privacy_notice=str(PRIVACY_NOTICE),
    )


def _values(record: Activity, to: Contact | None, sender: User, company: str) -> dict[str, str | None]:
    """Return what the placeholders of a wording stand for (R15)."""
    customer = record.customer
    return {
        "客户名称": customer.short_name or customer.full_name,
        "客户全称": customer.full_name,
        "联系人": to.name if to else None,
        "称谓": addressed(to.name, value_words("contact", "salutation", to.salutation)) if to else None,
        "职务": to.title if to else None,
        "我方姓名": sender.name,
        "我方电话": sender.phone,
        "我方公司": company,
        "沟通时间": short_moment(record.started_at),
        "行业领域": industries.words(customer.industry),
        "需求": (record.need_payoff or record.summary or "").rstrip("。.；;，,") or None,
        "下次时间": short_moment(record.next_at) or None,
        "下次事项": record.next_purpose,
    }


def todo(row: Row, now: datetime) -> Todo:
    """Return the line of the day that asks for a letter, as its hours run (R21)."""
    facts, tone = row.facts, _tone(row.since, row.due_at, now)
    met = clock.local(row.since)
    when = f"{day_words(met.date(), clock.local(now).date())} {met:%H:%M}"
    detail = _("First contact %(when)s", when=when)
    if facts["promised"]:
        detail += " · " + _("Promised: %(what)s", what=facts["promised"])
    return Todo(
        due_at=row.due_at, kind=TaskKind.THANK_YOU, title=_("Send %(customer)s a thank-you letter", customer=facts["customer"]),
        detail=detail, url=f"/customers/{facts['customer_id']}", action_label=_("Write the letter"),
        action_url=f"/activities/thank-yous/{row.subject_id}", overdue=tone is Tone.LATE, soon=tone is Tone.SOON,
        due_words=lateness(row.due_at, now, clock.zone(), by_the_hour=True).words, hours_run=True,
    )  # fmt: skip

"""What lies ready when a thank-you letter is written: the filled template, the promises, the hours (R15, R21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from flask_login import current_user

from salesapp.accounts.models import User
from salesapp.activities.kinds import Side
from salesapp.activities.letters import Letter, address, thank_you
from salesapp.activities.models import Activity, Task
from salesapp.activities.rules import thank_you_tone
from salesapp.activities.task_forms import LetterForm, TaskForm
from salesapp.activities.times import lateness
from salesapp.chinese import industries
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.page import value_words
from salesapp.playbook import queries as playbook
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.words import gettext as _


def lay_out(form: LetterForm, record: Activity, now: datetime | None = None) -> None:
    """List the promises of a record in the form; with ``now``, as it is first shown."""
    ours = [promise for promise in record.promises if promise.side == Side.OURS]
    form.offer([(promise.id, promise.content) for promise in ours])
    if now is not None:
        form.sent_at.process_data(now)
        form.enclosed.data = [promise.id for promise in ours if promise.done_at is not None]


def page(task: Task, record: Activity, asked: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Return what the page of a letter shows: the letter, who it is for, how many hours are left."""
    templates = playbook.scripts(kind="thank_you")
    chosen = next((each for each in templates if str(each.id) == asked.get("template")), None)
    template = chosen or (templates[0] if templates else None)
    to = next(
        (contact for contact in record.theirs if contact.email), record.theirs[0] if record.theirs else None
    )
    return {
        "task": task,
        "record": record,
        "templates": templates,
        "wording": template,
        "to": to,
        "letter": _letter(template, record, to),
        "left": lateness(task.due_at, now, clock.zone(), by_the_hour=True),
        "tone": thank_you_tone(
            record.ended_at, task.due_at, now, amber_hours=policy("thank_you_amber_hours")
        ),
    }


def _letter(template, record: Activity, to: Contact | None) -> Letter:
    promises = [promise.content for promise in record.promises if promise.side == Side.OURS]
    notice = _(
        "We use your contact details only for this matter. Tell us at any time if you want them changed or removed."
    )
    return thank_you(
        template.subject if template else None,
        template.body if template else _default_body(),
        _values(record, to),
        to=to.email if to else None,
        promises=promises,
        privacy_notice=notice,
    )


def _default_body() -> str:
    return _(
        "Thank you for your time. We noted what matters to you and will come back to it as agreed."
        " Please tell us if anything is missing."
    )


def _values(record: Activity, to: Contact | None) -> dict[str, str | None]:
    """Return what the placeholders of a template stand for (R15)."""
    customer = record.customer
    return {
        "客户名称": customer.short_name or customer.full_name,
        "客户全称": customer.full_name,
        "联系人": to.name if to else None,
        "称谓": address(to.name, value_words("contact", "salutation", to.salutation)) if to else None,
        "职务": to.title if to else None,
        "我方姓名": current_user.name,
        "我方电话": current_user.phone,
        "我方公司": current_app.config["SALESAPP"].company_name,
        "沟通时间": short_moment(record.started_at),
        "行业领域": industries.words(customer.industry),
        "需求": (record.need_payoff or record.summary or "").rstrip("。.；;，,") or None,
        "下次时间": short_moment(record.next_at) or None,
        "下次事项": record.next_purpose,
    }


def customer(form: TaskForm, user: User) -> Customer | None:
    """Return the customer that a task is about, if this person sees it."""
    return customers.find(form.customer_id.data, user) if form.customer_id.data else None

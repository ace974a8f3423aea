"""What lies ready when a contact is written down: the people, the open work, the likely answers (R4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import request

from salesapp.accounts.models import User
from salesapp.activities import queries, tasks
from salesapp.activities.forms import RecordForm, WordsForm
from salesapp.activities.kinds import (
    CHANNEL_LABELS,
    CONCLUSION_LABELS,
    ENTRY_LABELS,
    NEED_CATEGORY_LABELS,
    SIDE_LABELS,
)
from salesapp.activities.models import TEXTS, Activity
from salesapp.activities.rules import EditRefused, entry_of
from salesapp.activities.times import suggested_times
from salesapp.calendar.queries import work_calendar
from salesapp.customers.models import Customer
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.forms import registry
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import due_words
from salesapp.web.guard import safe_target
from salesapp.web.params import id_or
from salesapp.words import lazy_gettext as _l

WRITERS = ("rep", "supervisor")
FIELD_LABELS = {
    name: registry.spec(f"F05.{name}").label for name in (*TEXTS[1:], "conclusion", "supervisor_comment")
} | {
    "summary": _l("What was said"),
    "kind": _l("Mainly about"),
}
COPIED = (
    "channel",
    "kind",
    "summary",
    "situation",
    "problem",
    "implication",
    "need_payoff",
    "feedback",
    "competition",
)


def prepare(form: RecordForm, customer: Customer, user: User, now: datetime) -> dict[str, Any]:
    """Fill the lists of the form for one customer, and return what its page shows beside it."""
    opportunities = queries.open_opportunities(customer.id, user)
    waiting = tasks.open_next_contacts(customer.id)
    contacts = [contact for contact in customer.contacts if contact.status == "active"]
    form.offer(
        contacts=[(contact.id, f"{contact.name} {contact.title}") for contact in contacts],
        colleagues=tasks.colleagues(user),
        opportunities=opportunities,
        tasks=[(task.id, f"{task.title} · {due_words(task.due_at, now)}") for task in waiting],
        times=suggested_times(now, clock.zone(), work_calendar().is_working),
    )
    return {
        "customer": customer,
        "contacts": contacts,
        "opportunities": opportunities,
        "waiting_contacts": waiting,
        "questions": queries.spin_questions(),
        "draft_key": f"contact-{customer.id}",
    }


def fill_in(
    form: RecordForm, customer: Customer, asked: Mapping[str, str], context: dict, user: User, now: datetime
) -> None:
    """Fill in what is likely: now, the key contact, the opportunity named or the only one; or the last record."""
    contacts = context["contacts"]
    key = next((contact.id for contact in contacts if contact.is_key), contacts[0].id if contacts else None)
    first = not queries.has_records(customer.id)
    form.customer_id.data = str(customer.id)
    form.start(now, first=first, key_contact=key, opportunities=context["opportunities"])
    known = {opportunity[0] for opportunity in context["opportunities"]}
    if id_or(asked.get("opportunity")) in known:
        form.opportunity_id.data = id_or(asked["opportunity"])
    today = clock.local(now).date()
    due = [task.id for task in context["waiting_contacts"] if clock.local(task.due_at).date() <= today]
    named = {id_or(asked.get("task"))}
    form.settles.data = sorted({*due, *named} & {task.id for task in context["waiting_contacts"]})
    if "copy" in asked:
        copy(form, queries.latest_of(user, customer.id))


def copy(form: RecordForm, last: Activity | None) -> None:
    """Take the words of the last record over, to be changed; times and promises are always new (R4)."""
    if last is None:
        return
    for name in COPIED:
        form[name].data = getattr(last, name)
    form.is_first.data = False
    active = {choice.value for choice in form.contacts.choices}
    form.contacts.data = [contact.id for contact in last.theirs if contact.id in active]


def add_row(form: WordsForm, name: str | None) -> bool:
    """Append an empty row where the page, without a script, asked for one."""
    if name not in ("needs", "promises"):
        return False
    rows = form[name]
    if len(rows) < rows.max_entries:
        rows.append_entry()
    return True


def may_edit(record: Activity, user: User, now: datetime, hours: int) -> bool:
    """Return whether this person may change the record now."""
    try:
        record.check_editor(user, now, hours=hours)
    except EditRefused:
        return False
    return True


def page(record: Activity, user: User, now: datetime) -> dict[str, Any]:
    """Return what the page of one record shows beside its words."""
    entry = entry_of(record.ended_at, record.created_at, clock.zone(), hours=policy("record_hours"))
    return {
        "record": record,
        "letter": tasks.thank_you_of(record.id),
        "files": attachments.of("activity", record.id),
        "may_edit": user.role in WRITERS and may_edit(record, user, now, policy("record_edit_hours")),
        "may_act": user.role in WRITERS,
        "may_comment": user.role in ("supervisor", "director") and record.created_by_id != user.id,
        "commented_by": queries.name_of(record.commented_by_id),
        "history": queries.history(record.id),
        "entry_words": ENTRY_LABELS[entry],
        "channels": CHANNEL_LABELS,
        "conclusions": CONCLUSION_LABELS,
        "categories": NEED_CATEGORY_LABELS,
        "sides": SIDE_LABELS,
        "labels": FIELD_LABELS,
    }


def back_to(otherwise: str) -> str:
    """Return the page of this site that a one-button form stood on, else another."""
    target = request.form.get("back", "")
    return safe_target(target) if target else otherwise

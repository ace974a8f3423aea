"""What pages show of contact records: the form laid ready, one record, the timeline (R4, R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from salesapp.accounts.models import User
from salesapp.activities import access, queries
from salesapp.activities.calls.prospects import queries as called_rows
from salesapp.activities.letters.queries import of_record as letter_of
from salesapp.activities.models import TEXTS, Activity
from salesapp.activities.rules import (
    CHANNEL_LABELS,
    CONCLUSION_LABELS,
    ENTRY_LABELS,
    NEED_CATEGORY_LABELS,
    NEED_SOURCE_LABELS,
    SIDE_LABELS,
    SPIN_LABELS,
    Channel,
    entry_of,
    spin,
)
from salesapp.activities.tasks.queries import colleagues, open_next_contacts
from salesapp.activities.tasks.rules import suggested_times
from salesapp.calendar.queries import work_calendar
from salesapp.customers.models import Customer
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.forms import registry
from salesapp.playbook.questions import queries as queries_of_questions
from salesapp.policies.queries import policy
from salesapp.rights.access import may
from salesapp.web import clock
from salesapp.web.formats import due_words
from salesapp.web.params import id_or
from salesapp.web.story import About, Entry
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

if TYPE_CHECKING:  # a form comes in to be filled; what it asks is no business of the page
    from salesapp.activities.forms import RecordForm

#: The dot of an entry on the timeline, by the way people met.
LOOKS = {
    "phone": "call",
    "video": "call",
    "wechat": "call",
    "mail": "mail",
    "visit": "visit",
    "meeting": "visit",
}
FIELD_LABELS = {
    name: registry.spec(f"F05.{name}").label for name in (*TEXTS[1:], "conclusion", "supervisor_comment")
} | {
    "summary": _l("What was said"),
    "kind": _l("Mainly about"),
}


# ------------------------------------------------------------------------------------------ the form


def questions(customer: Customer) -> dict[str, list[str]]:
    """Return the questions of the bank by letter, those of the customer's industry first (R19)."""
    bank = queries_of_questions.for_industry(customer.industry)
    return {part: [each.question for each in found] for part, found in bank.items()}


def prepare(form: RecordForm, customer: Customer, user: User, now: datetime) -> dict[str, Any]:
    """Fill the lists of the form for one customer, and return what its page shows beside it."""
    opportunities = queries.open_opportunities(customer.id, user)
    waiting = open_next_contacts(customer.id)
    contacts = [contact for contact in customer.contacts if contact.status == "active"]
    form.offer(
        contacts=[(contact.id, f"{contact.name} {contact.title}") for contact in contacts],
        colleagues=colleagues(user),
        opportunities=opportunities,
        tasks=[(task.id, f"{task.title} · {due_words(task.due_at, now)}") for task in waiting],
        times=suggested_times(now, clock.zone(), work_calendar().is_working),
    )
    form.offer_topics({grade for _id, _number, _name, grade in opportunities})
    return {
        "customer": customer,
        "contacts": contacts,
        "opportunities": opportunities,
        "waiting_contacts": waiting,
        "questions": questions(customer),
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
    form.call_id.data = str(id_or(asked.get("call")) or called_rows.unwritten(customer.id, user) or "")
    if form.call_id.data and called_rows.by_mail(int(form.call_id.data), user):
        form.channel.data = Channel.MAIL
    if "copy" in asked:
        form.copy(queries.latest_of(user, customer.id))


# ------------------------------------------------------------------------------------------ a record


def page(record: Activity, user: User, now: datetime) -> dict[str, Any]:
    """Return what the page of one record shows beside its words."""
    entry = entry_of(record.ended_at, record.created_at, clock.zone(), hours=policy("record_hours"))
    return {
        "record": record,
        "boxes": list(zip(SPIN_LABELS.values(), record.boxes, strict=True)),
        "letter": letter_of(record.id),
        "files": attachments.of("activity", record.id),
        "may_edit": access.may_edit(record, user, now, hours=policy("record_edit_hours")),
        "may_keep": may(user.role, "promises.create_fulfilment"),
        "may_comment": access.may_comment(record, user),
        "commented_by": queries.name_of(record.commented_by_id),
        "history": queries.history(record.id),
        "entry_words": ENTRY_LABELS[entry],
        "channels": CHANNEL_LABELS,
        "conclusions": CONCLUSION_LABELS,
        "categories": NEED_CATEGORY_LABELS,
        "sources": NEED_SOURCE_LABELS,
        "sides": SIDE_LABELS,
        "labels": FIELD_LABELS,
    }


# -------------------------------------------------------------------------------------- the timeline


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> list[Entry]:
    """Tell what was said."""
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    boxes = (row.situation, row.problem, row.implication, row.need_payoff)
    filled = spin(*boxes)
    how = str(CHANNEL_LABELS.get(row.channel, row.channel))
    aside = [f"SPIN {filled.done}/{filled.total}"] if filled.done or row.is_first else []
    if row.late_entry:
        aside.append(_("Late entry"))
    return Entry(
        at=row.started_at,
        group="contact",
        look=LOOKS.get(row.channel, "call"),
        title=" · ".join(
            part for part in (_("First contact") if row.is_first else "", how, row.people) if part
        ),
        url=("activity", row.id),
        aside=" · ".join(aside),
        mark=_letter_words(row) if row.is_first else "",
        tone="done" if row.sent_at else "",
        note="\n".join(line for line in (row.summary, row.feedback, _promise_words(row)) if line),
        spin=tuple((str(name), text or "/") for name, text in zip(SPIN_LABELS.values(), boxes, strict=True))
        if filled.done
        else (),
        pictures=tuple(sorted(int(one) for one in (row.pictures or "").split(",") if one)),
    )


def _letter_words(row: Any) -> str:
    if row.sent_at is None:
        return _("Thank-you letter not sent yet")
    if row.noted_at is not None:
        return _("Thank-you letter sent, typed later")
    hours = max(0, int((row.sent_at - row.ended_at).total_seconds() // 3600))
    if hours == 0:
        return _("Thank-you letter sent within the hour")
    return ngettext(
        "Thank-you letter sent after %(num)d hour", "Thank-you letter sent after %(num)d hours", hours
    )


def _promise_words(row: Any) -> str:
    if not row.promises:
        return ""
    if row.unkept == 0:
        return _("Promised: %(what)s — all kept", what=row.promises)
    return _("Promised: %(what)s — %(count)s still open", what=row.promises, count=row.unkept)

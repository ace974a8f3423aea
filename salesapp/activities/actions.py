"""Verbs over several things: a contact record with all that follows from it, and its revision (F05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.activities import access, rules
from salesapp.activities.calls.actions import write_down
from salesapp.activities.letters import actions as letters
from salesapp.activities.models import REVISABLE, Activity, Need, Promise
from salesapp.activities.rules import Entry
from salesapp.activities.tasks import queries as tasks
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.calendar.queries import work_calendar
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments.actions import attach_all
from salesapp.documents.attachments.rules import UploadRefused
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.words import gettext as _


def record_contact(values: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Write down one contact and open what follows from it, in one transaction (F05).

    A first contact opens the thank-you letter (R21), an agreed next contact its task (R23); the customer
    and the opportunity learn when they were last spoken to (R30–R33). Next contacts that this one kept are
    done: those named in ``settles``, else those that were due by the end of its day.
    """
    customer = customers.find(values["customer_id"], by)
    if customer is None:
        raise rules.RecordRefused(
            _("There is no such customer, or it is not shared with you."), field="customer_id"
        )
    opportunity = _opportunity(values.get("opportunity_id"), customer, by)
    rules.check_record(values, at)
    activity = _written(values, customer, opportunity, by, at)
    db.session.add(activity)
    db.session.flush()
    _attach(values.get("photos") or (), activity, by, at)
    write_down(values.get("call_id"), activity, by)
    _settle(values.get("settles"), activity, by, at)
    _open_tasks(activity, by, at)
    customer.record_contact(activity.ended_at)
    if opportunity is not None and opportunity.status == "open":
        opportunity.record_follow_up(by=by, at=activity.ended_at, calendar=work_calendar())
    return activity


def _attach(photos: Iterable[Any], activity: Activity, by: User, at: datetime) -> None:
    try:
        attach_all(list(photos), activity, by=by, at=at)
    except UploadRefused as refused:
        raise rules.RecordRefused(refused.message, field="photos") from refused


def _opportunity(opportunity_id: int | None, customer: Customer, by: User) -> Opportunity | None:
    if not opportunity_id:
        return None
    opportunity = find_opportunity(opportunity_id, by)
    if opportunity is None or opportunity.customer_id != customer.id:
        raise rules.RecordRefused(_("This opportunity belongs to another customer."), field="opportunity_id")
    return opportunity


def _written(
    values: Mapping[str, Any], customer: Customer, opportunity: Opportunity | None, by: User, at: datetime
) -> Activity:
    entry = rules.entry_of(values["ended_at"], at, clock.zone(), hours=policy("record_hours"))
    return Activity(
        number=next_number("activity", clock.local(at).date()),
        customer=customer,
        opportunity=opportunity,
        started_at=values["started_at"],
        ended_at=values["ended_at"],
        channel=values["channel"],
        is_first=bool(values.get("is_first")),
        next_at=values.get("next_at"),
        next_purpose=values.get("next_purpose"),
        no_next_reason=values.get("no_next_reason"),
        late_entry=entry is not Entry.PROMPT,
        created_by=by,
        created_at=at,
        theirs=_their_people(values.get("contacts") or (), customer),
        ours=_our_people(values.get("colleagues") or (), by),
        needs=[Need(**_without_id(row)) for row in values.get("needs") or ()],
        promises=[Promise(**_without_id(row)) for row in values.get("promises") or ()],
        **{name: values[name] for name in REVISABLE if values.get(name) is not None},
    )


def _without_id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _their_people(contact_ids, customer: Customer) -> list[Contact]:
    known = {contact.id: contact for contact in customer.contacts}
    people = [known[int(each)] for each in contact_ids if int(each) in known]
    rules.check_people(people)
    return people


def _our_people(user_ids, by: User) -> list[User]:
    wanted = {int(each) for each in user_ids} - {by.id}
    others = (
        db.session.scalars(select(User).where(User.id.in_(wanted), User.active)).unique() if wanted else ()
    )
    return [by, *others]


def _settle(task_ids, activity: Activity, by: User, at: datetime) -> None:
    """Finish the next contacts that this contact kept, whoever of us was to make them."""
    open_ones = tasks.open_next_contacts(activity.customer_id, activity.opportunity_id)
    if task_ids is None:
        day_end = clock.local(activity.ended_at).date()
        kept = [
            task
            for task in open_ones
            if clock.local(task.due_at).date() <= day_end and task.assignee_id == by.id
        ]
    else:
        wanted = {int(each) for each in task_ids}
        kept = [task for task in open_ones if task.id in wanted]
    for task in kept:
        task.finish(by=by, at=at, note=activity.number)


def _open_tasks(activity: Activity, by: User, at: datetime) -> None:
    if activity.is_first:
        due = letters.due_at(activity.ended_at)
        _open_task(TaskKind.THANK_YOU, activity.customer.full_name, due, activity, by, at)
    if activity.next_at is not None:
        _open_task(TaskKind.NEXT_CONTACT, activity.next_purpose or "", activity.next_at, activity, by, at)


def _open_task(
    kind: TaskKind, title: str, due_at: datetime, activity: Activity, by: User, at: datetime
) -> None:
    db.session.add(
        Task(
            kind=kind, title=title[:200], due_at=due_at, customer_id=activity.customer_id,
            opportunity_id=activity.opportunity_id, contact_id=activity.theirs[0].id, subject_type="activity",
            subject_id=activity.id, assignee_id=by.id, created_by_id=by.id, created_at=at,
        )
    )  # fmt: skip


def revise_record(record: Activity, values: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Change what was written: its author for some days, the team's supervisor always (F05)."""
    access.check_editor(record, by, at, hours=policy("record_edit_hours"))
    record.revise(values)
    return record

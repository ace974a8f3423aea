"""What tasks ask of people: on their day; a letter as soon as it is owed, with where it stands (R21)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, select

from salesapp.activities.models import Activity, Promise
from salesapp.activities.rules import Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.queries import ABOUT, SHORT_CUSTOMER, TASK
from salesapp.activities.tasks.rules import TaskKind, work_kind
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.mail.letters.models import Delivery, Letter
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch


def askers() -> Select:
    """Select the tasks that ask for something: the open ones."""
    return select(Task.id).where(Task.done_at.is_(None))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these tasks ask for now: on their day; a letter as soon as it is owed, as its hours run (R21)."""
    promised = select(func.aggregate_strings(Promise.content, "、")).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS
    )
    states, again = (
        _copies(value)
        for value in (func.aggregate_strings(Delivery.state, ","), func.min(Delivery.next_try_at))
    )
    query = (
        select(
            Task.id, Task.kind, Task.title, Task.detail, Task.due_at, Task.created_at, Task.assignee_id, Task.customer_id,
            Task.opportunity_id, SHORT_CUSTOMER.label("customer"), Opportunity.grade, Contact.name.label("contact"),
            Activity.started_at, Activity.ended_at, Activity.channel, promised.scalar_subquery().label("promised"),
            states.label("letter"), again.label("again"),
        )
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(Opportunity, Opportunity.id == Task.opportunity_id)
        .outerjoin(Contact, Contact.id == Task.contact_id)
        .outerjoin(Activity, (Activity.id == Task.subject_id) & (Task.subject_type == "activity"))
        .where(Task.id.in_(ids), Task.done_at.is_(None))
    )  # fmt: skip
    yield from map(_item, db.session.execute(query))


def _copies(value: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Return something of all copies of the letters that a task asked for."""
    query = select(value).where(
        Delivery.letter_id == Letter.id, Letter.subject_type == TASK, Letter.subject_id == Task.id
    )
    return query.correlate(Task).scalar_subquery()


def _item(row: Row) -> Item:
    letter = row.kind == TaskKind.THANK_YOU
    names = ("title", "detail", "customer", "customer_id", "opportunity_id", "contact", "channel", "promised")
    facts = {name: getattr(row, name) for name in names}
    if letter:
        facts |= {"letter": row.letter, "again": row.again and row.again.isoformat()}
        facts["began"] = row.started_at and row.started_at.isoformat()
    since = row.ended_at if letter and row.ended_at else row.created_at
    return Item(
        kind=work_kind(row.kind), subject_type=TASK, subject_id=row.id, user_id=row.assignee_id, since=since,
        shown_from=since if letter else clock.at(clock.local(row.due_at).date()), due_at=row.due_at,
        grade=row.grade if row.kind == TaskKind.NEXT_CONTACT else None, facts=facts,
    )  # fmt: skip


def _of_record(activity_id: int) -> Select:
    return askers().where(Task.subject_type == "activity", Task.subject_id == activity_id)


def _of_letter(letter_id: int) -> Select:
    return select(Letter.subject_id).where(Letter.id == letter_id, Letter.subject_type == TASK)


SOURCE = Source(
    subject_type=TASK,
    derive=derive,
    askers=askers,
    about=ABOUT.get,
    touched_by={
        Task: Touch(lambda row: [row.id]),
        Customer: Touch(lambda row: askers().filter_by(customer_id=row.id), CALLED_BY),
        Contact: Touch(lambda row: askers().filter_by(contact_id=row.id), ("name",)),
        Opportunity: Touch(lambda row: askers().filter_by(opportunity_id=row.id), ("grade",)),
        Promise: Touch(lambda row: _of_record(row.activity_id)),
        Delivery: Touch(lambda row: _of_letter(row.letter_id)),
        Activity: Touch(lambda row: _of_record(row.id), ("started_at", "ended_at", "channel")),
    },
)

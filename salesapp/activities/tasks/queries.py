"""Tasks, read: one's own, the team's, those about one customer or record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from salesapp.accounts.models import User
from salesapp.activities.tasks.access import given_by, may_be_given, seen_by, visible_to
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind, TaskState, Whose
from salesapp.calendar.lateness.rules import is_late
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.statements import Made, kept
from salesapp.web.story import About

TASK = "task"
#: Open tasks that a timeline tells of.
MOST_OPEN = 10
SHORT_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)


def find(task_id: int, user: User) -> Task | None:
    """Return one task that this person may see."""
    query = visible_to(user).where(Task.id == task_id)
    return db.session.scalar(query.options(joinedload(Task.customer), joinedload(Task.assignee)))


def open_next_contacts(customer_id: int, opportunity_id: int | None = None) -> Sequence[Task]:
    """Return the open next contacts with a customer, soonest first; those of another opportunity are left out."""
    return db.session.scalars(*_next_contacts(customer_id, opportunity_id)).all()


@kept
def _next_contacts(customer_id: int, opportunity_id: int | None) -> Select:
    query = select(Task).where(
        Task.customer_id == customer_id, Task.kind == TaskKind.NEXT_CONTACT, Task.outcome.is_(None)
    )
    if opportunity_id is not None:
        query = query.where(or_(Task.opportunity_id == opportunity_id, Task.opportunity_id.is_(None)))
    return query.options(joinedload(Task.assignee)).order_by(Task.due_at)


def open_tasks_about(contact_id: int) -> Sequence[Task]:
    """Return the open tasks that name one contact."""
    return db.session.scalars(select(Task).where(Task.contact_id == contact_id, Task.outcome.is_(None))).all()


def open_tasks_of(customer_id: int) -> Sequence[Task]:
    """Return the open tasks about a customer."""
    query = select(Task).where(Task.customer_id == customer_id, Task.outcome.is_(None))
    return db.session.scalars(query.options(joinedload(Task.assignee))).unique().all()


#: The records on which a task hangs.
ABOUT = {"customer": Task.customer_id, "opportunity": Task.opportunity_id}


def still_open(kinds: Collection[str], now: datetime) -> Select:
    """Select the open tasks of some kinds, as what hangs on people and on records."""
    query = select(
        Task.id, Task.id.label("record"), Task.due_at.label("number"), Task.title.label("words"), User.name.label("owner")
    ).join(User, User.id == Task.assignee_id)  # fmt: skip
    return query.where(Task.outcome.is_(None), Task.kind.in_(kinds)).order_by(Task.due_at, Task.id)


def open_recontacts(opportunity_id: int) -> Sequence[Task]:
    """Return the open tasks that an ending of an opportunity asked for."""
    whose = (Task.subject_type == "opportunity", Task.subject_id == opportunity_id, Task.outcome.is_(None))
    return db.session.scalars(select(Task).where(*whose).order_by(Task.id)).unique().all()


def these(ids: Sequence[int]) -> Sequence[Task]:
    """Return some tasks, whoever asks."""
    return db.session.scalars(select(Task).where(Task.id.in_(ids)).order_by(Task.id)).unique().all()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list of tasks."""

    id: int
    kind: str
    title: str
    due_at: datetime
    customer_id: int | None
    customer: str | None
    assignee: str
    assignee_id: int
    outcome: str | None
    done_at: datetime | None
    note: str | None
    activity_id: int | None
    given_by: str | None
    opens_customer: bool

    @property
    def ended_or_due_at(self) -> datetime:
        """The moment that the list is ordered by."""
        return self.done_at or self.due_at


def rows(
    user: User, *, now: datetime, state: TaskState = TaskState.OPEN, whose: Whose = Whose.MINE,
    person_id: int | None = None, size: int = 50, after: tuple[Any, ...] | None = None,
) -> list[TaskRow]:  # fmt: skip
    """Return one page of tasks: open ones by due time, ended ones the latest first."""
    ended = state is TaskState.DONE
    key = Task.done_at if ended else Task.due_at
    query = (
        _lines(user)
        .where(Task.outcome.is_not(None) if ended else Task.outcome.is_(None))
        .where(_whose(whose, user))
        .order_by(key.desc() if ended else key, Task.id)
        .limit(size + 1)
    )
    if state is TaskState.LATE:
        query = query.where(is_late(Task.due_at, now))
    if person_id is not None:
        query = query.where(Task.assignee_id == person_id)
    if after is not None:
        at, task_id = after
        beyond = key < at if ended else key > at
        query = query.where(or_(beyond, and_(key == at, Task.id > task_id)))
    return [TaskRow(*row) for row in db.session.execute(query)]


def row(task_id: int, user: User) -> TaskRow | None:
    """Return one task that this person may see, as a line, whatever became of it."""
    found = db.session.execute(_lines(user).where(Task.id == task_id, seen_by(user))).first()
    return TaskRow(*found) if found else None


def _lines(user: User) -> Select:
    giver = aliased(User)
    seen = and_(Customer.id.is_not(None), customers.seen_by(user))  # a task of no customer opens none
    return (
        select(
            Task.id, Task.kind, Task.title, Task.due_at, Task.customer_id, SHORT_CUSTOMER, User.name, Task.assignee_id,
            Task.outcome, Task.done_at, Task.note, Task.subject_id, giver.name,
            case((seen, True), else_=False),
        )
        .join(User, User.id == Task.assignee_id)
        .outerjoin(giver, given_by(giver.id))
        .outerjoin(Customer, Customer.id == Task.customer_id)
    )  # fmt: skip


def _whose(whose: Whose, user: User) -> ColumnElement[bool]:
    if whose is Whose.TEAM:
        return seen_by(user)
    return given_by(user.id) if whose is Whose.GIVEN else Task.assignee_id == user.id


def next_contact_outcomes(activity_ids: Sequence[int]) -> dict[int, str]:
    """Return what became of the next contacts that records agreed: open, done or cancelled, by record."""
    query = select(Task.subject_id, func.coalesce(Task.outcome, "open")).where(
        Task.subject_type == "activity", Task.kind == TaskKind.NEXT_CONTACT, Task.subject_id.in_(activity_ids)
    )
    rows = db.session.execute(query)
    return {record_id: outcome for record_id, outcome in rows if record_id is not None}


def colleague(user_id: int, user: User) -> User | None:
    """Return one of those who may take a task over."""
    return db.session.scalar(select(User).where(User.id == user_id, may_be_given(user)))


def colleagues(user: User, size: int = 40) -> list[tuple[int, str]]:
    """Return who may go along to a customer or take a task over."""
    return [(row.id, row.name) for row in db.session.execute(*_colleagues(user, size))]


@kept
def _colleagues(user: User, size: int) -> Select:
    query = select(User.id, User.name).where(may_be_given(user))
    return query.order_by(User.team_id.is_(None), User.id).limit(size)


def open_about(about: About, *, size: int, before: datetime | None) -> Made | None:
    """Ask for the open tasks of one customer or opportunity, soonest first; the later pages of a timeline leave them out."""
    return _open_about(about.customer_id, about.opportunity_id, size=MOST_OPEN) if before is None else None


@kept
def _open_about(customer_id: int | None, opportunity_id: int | None, *, size: int) -> Select:
    query = (
        select(
            Task.id, Task.kind, Task.title, Task.due_at, User.name.label("assignee"), Contact.name.label("contact")
        )
        .join(User, User.id == Task.assignee_id)
        .outerjoin(Contact, Contact.id == Task.contact_id)
        .where(Task.outcome.is_(None))
        .order_by(Task.due_at)
        .limit(size)
    )  # fmt: skip
    return About(customer_id, opportunity_id).only(query, Task)

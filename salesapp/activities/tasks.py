"""Tasks, read: one's own, the team's, those about one customer or record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.activities.kinds import TaskKind
from salesapp.activities.models import Task
from salesapp.customers.models import Customer
from salesapp.db import db

SHORT_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)


def visible_to(user: User) -> Select[tuple[Task]]:
    """Return the tasks a person may see: their own, the team's for its supervisor, all for the director."""
    return select(Task).where(_mine_to_see(user))


def _mine_to_see(user: User):
    if user.role == "director":
        return true()
    if user.role == "supervisor" and user.team_id is not None:
        team = select(User.id).where(User.team_id == user.team_id)
        return or_(Task.assignee_id.in_(team), Task.created_by_id == user.id)
    if user.role in ("admin", "auditor"):
        return false()
    return or_(Task.assignee_id == user.id, Task.created_by_id == user.id)


def find(task_id: int, user: User) -> Task | None:
    """Return one task that this person may see."""
    query = visible_to(user).where(Task.id == task_id)
    return db.session.scalar(query.options(joinedload(Task.customer), joinedload(Task.assignee)))


def find_letter(task_id: int, user: User) -> Task | None:
    """Return the task of a thank-you letter that this person may see."""
    task = find(task_id, user)
    return task if task is not None and task.kind == TaskKind.THANK_YOU and task.subject_id else None


def open_next_contacts(customer_id: int, opportunity_id: int | None = None) -> Sequence[Task]:
    """Return the open next contacts with a customer, soonest first; those of another opportunity are left out."""
    query = select(Task).where(
        Task.customer_id == customer_id, Task.kind == TaskKind.NEXT_CONTACT, Task.outcome.is_(None)
    )
    if opportunity_id is not None:
        query = query.where(or_(Task.opportunity_id == opportunity_id, Task.opportunity_id.is_(None)))
    return db.session.scalars(query.options(joinedload(Task.assignee)).order_by(Task.due_at)).all()


def open_tasks_about(contact_id: int) -> Sequence[Task]:
    """Return the open tasks that name one contact."""
    return db.session.scalars(select(Task).where(Task.contact_id == contact_id, Task.outcome.is_(None))).all()


def thank_you_of(activity_id: int) -> Task | None:
    """Return the thank-you letter that a record opened."""
    query = select(Task).where(
        Task.subject_type == "activity", Task.subject_id == activity_id, Task.kind == TaskKind.THANK_YOU
    )
    return db.session.scalar(query.options(joinedload(Task.assignee)).order_by(Task.id).limit(1))


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


STATES = {
    "open": Task.outcome.is_(None),
    "late": Task.outcome.is_(None),
    "done": Task.outcome.is_not(None),
}


def rows(
    user: User, *, now: datetime, state: str = "open", mine: bool = True, person_id: int | None = None, size: int = 50,
    after: list | None = None,
) -> list[TaskRow]:  # fmt: skip
    """Return one page of tasks: open ones by due time, ended ones the latest first."""
    ended = state == "done"
    key = Task.done_at if ended else Task.due_at
    query = (
        select(
            Task.id, Task.kind, Task.title, Task.due_at, Task.customer_id, SHORT_CUSTOMER, User.name, Task.assignee_id,
            Task.outcome, Task.done_at, Task.note, Task.subject_id,
        )
        .join(User, User.id == Task.assignee_id)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(STATES[state], Task.assignee_id == user.id if mine else _mine_to_see(user))
        .order_by(key.desc() if ended else key, Task.id)
        .limit(size + 1)
    )  # fmt: skip
    if state == "late":
        query = query.where(Task.due_at < now)
    if person_id is not None:
        query = query.where(Task.assignee_id == person_id)
    if after is not None:
        at, task_id = after
        beyond = key < at if ended else key > at
        query = query.where(or_(beyond, and_(key == at, Task.id > task_id)))
    return [TaskRow(*row) for row in db.session.execute(query)]


def next_contact_outcomes(activity_ids: Sequence[int]) -> dict[int, str]:
    """Return what became of the next contacts that records agreed: open, done or cancelled, by record."""
    query = select(Task.subject_id, func.coalesce(Task.outcome, "open")).where(
        Task.subject_type == "activity", Task.kind == TaskKind.NEXT_CONTACT, Task.subject_id.in_(activity_ids)
    )
    return dict(db.session.execute(query).all())


def overdue_by_person(user: User, now: datetime) -> list[tuple[int, str, int]]:
    """Return how many tasks are overdue for each person of the team: (id, name, count), most first."""
    count = func.count()
    query = (
        select(User.id, User.name, count)
        .join(Task, Task.assignee_id == User.id)
        .where(_mine_to_see(user), Task.outcome.is_(None), Task.due_at < now)
        .group_by(User.id, User.name)
        .order_by(count.desc(), User.id)
    )
    return [tuple(row) for row in db.session.execute(query)]


def colleagues(user: User, size: int = 40) -> list[tuple[int, str]]:
    """Return who may go along to a customer or take a task over: the team, and those who help every team."""
    query = select(User.id, User.name).where(User.active, User.id != user.id)
    helpers = User.role.in_(("tech", "director"))
    query = query.where(
        helpers | (User.team_id == user.team_id)
        if user.team_id is not None
        else helpers | User.team_id.is_not(None)
    )
    return [
        tuple(row) for row in db.session.execute(query.order_by(User.team_id.is_(None), User.id).limit(size))
    ]

"""What is done with tasks: one is written, given to a colleague, handed to the successor of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.accounts.people.actions import when_somebody_leaves
from salesapp.activities.tasks import queries
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind, TaskRefused, check_task
from salesapp.customers import access as customers
from salesapp.customers.contacts.actions import when_contact_leaves
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import when_hands_change
from salesapp.db import db
from salesapp.words import gettext as _


def create_task(values: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Open a task for oneself or a colleague, about a customer or about none."""
    check_task(values["title"] or "", values["due_at"], at)
    customer_id = values.get("customer_id")
    if customer_id and customers.find(customer_id, by) is None:
        raise TaskRefused(_("There is no such customer, or it is not shared with you."), field="customer_id")
    task = Task(
        kind=TaskKind.GENERAL, title=values["title"], detail=values.get("detail"), due_at=values["due_at"],
        customer_id=customer_id or None, opportunity_id=values.get("opportunity_id"),
        assignee=_assignee(values.get("assignee_id"), by), created_by_id=by.id, created_at=at,
    )  # fmt: skip
    db.session.add(task)
    db.session.flush()
    return task


def reassign(task: Task, assignee_id: int | None, *, by: User) -> None:
    """Give a task to a colleague: one's own to the team, the team's by its supervisor."""
    task.hand_to(_assignee(assignee_id, by))


def _assignee(user_id: int | None, by: User) -> User:
    if not user_id or int(user_id) == by.id:
        return by
    colleague = db.session.get(User, int(user_id))
    if colleague is None or not colleague.active or by.team_id not in (None, colleague.team_id):
        raise TaskRefused(_("Give tasks to people of your own team."), field="assignee_id")
    return colleague


def hand_to_successor(contact: Contact, successor: Contact | None, by: User, at: datetime) -> None:
    """Move the open tasks about a contact who left to the successor (R47)."""
    for task in queries.open_tasks_about(contact.id) if successor is not None else ():
        task.contact = successor


def hand_to_owner(customer: Customer, by: User, at: datetime) -> None:
    """Give the open tasks about a customer to its owner, where who was to do them no longer sees the customer."""
    for task in queries.open_tasks_of(customer.id):
        assignee = task.assignee
        if customer.owner is not None and not (assignee.active and customers.sees(customer.id, assignee)):
            task.hand_to(customer.owner)


def hand_on(leaver: User, by: User, at: datetime) -> None:
    """Give the open tasks of somebody who leaves to the owners of the customers that they are about."""
    for task in queries.open_tasks_by(leaver.id):
        if task.customer is not None and task.customer.owner is not None and task.customer.owner.active:
            task.hand_to(task.customer.owner)


when_contact_leaves(hand_to_successor)
when_hands_change(hand_to_owner)
when_somebody_leaves(hand_on)

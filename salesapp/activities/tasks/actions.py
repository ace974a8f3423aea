"""What is done with tasks: one is written, given to a colleague, handed to the successor of a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.tasks import queries
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import MORNING, TaskKind, TaskRefused, check_task
from salesapp.customers import access as customers
from salesapp.customers.contacts.actions import when_contact_leaves
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import when_hands_change
from salesapp.db import db
from salesapp.opportunities.actions import when_it_ends
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock
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
    colleague = queries.colleague(int(user_id), by)
    if colleague is None:
        sentence = _("Give tasks to people of your own team, to technical support or to the director.")
        raise TaskRefused(sentence, field="assignee_id")
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


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Give open tasks to the new owner of what they are about, or to a successor who sees the customer.

    Where the successor does not see the customer, its owner takes the task.
    """
    for task in queries.these(ids):
        unseen = task.customer is not None and not customers.sees(task.customer.id, to)
        task.hand_to(task.customer.owner if unseen and task.customer and task.customer.owner else to)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """Drop open tasks since what they are about has ended."""
    for task in queries.these(ids):
        task.cancel(reason, by=by, at=at)


def remember_recontact(opportunity: Opportunity, by: User, at: datetime) -> None:
    """Make the day of the next contact of what was lost or parked a task; a reopened one needs it no more (R6, R24)."""
    for task in queries.open_recontacts(opportunity.id):
        task.cancel(_("The opportunity was taken up again."), by=by, at=at)
    if opportunity.recontact_on is None:
        return
    db.session.add(
        Task(
            kind=TaskKind.NEXT_CONTACT, title=_("Contact again: %(name)s", name=opportunity.name)[:200],
            due_at=clock.at(opportunity.recontact_on, MORNING.hour), customer_id=opportunity.customer_id,
            opportunity_id=opportunity.id, contact_id=opportunity.key_contact_id, subject_type="opportunity",
            subject_id=opportunity.id, assignee_id=opportunity.owner_id, created_by_id=by.id, created_at=at,
        )
    )  # fmt: skip


when_contact_leaves(hand_to_successor)
when_it_ends(remember_recontact)
when_hands_change(hand_to_owner)

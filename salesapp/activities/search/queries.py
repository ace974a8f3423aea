"""Contact records and tasks in the search for everything: by their number, and by their title (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import func

from salesapp.accounts.models import User
from salesapp.activities.access import visible_to
from salesapp.activities.models import Activity
from salesapp.activities.tasks import access as tasks
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import Customer
from salesapp.customers.search.queries import said_in
from salesapp.db import db
from salesapp.web.hits import Hit

PREFIX = "GT"


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the contact records whose number begins like this, the latest first."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Activity.customer_id)
        .where(Activity.number.startswith(term.upper(), autoescape=True))
        .with_only_columns(Activity.id, Activity.number, Customer.full_name)
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return [Hit(number, customer, number, row_id) for row_id, number, customer in db.session.execute(query)]


def find_tasks(term: str, user: User, limit: int) -> list[Hit]:
    """Return the tasks that are found by the words of their title, its reading or initials: open ones first, then the latest.

    Letters of thanks have no title that somebody wrote.
    """
    query = (
        tasks.visible_to(user)
        .join(User, User.id == Task.assignee_id)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(Task.kind != TaskKind.THANK_YOU, said_in(Task.search_text, term))
        .with_only_columns(
            Task.id, Task.title, User.name, func.coalesce(Customer.short_name, Customer.full_name)
        )
        .order_by(Task.outcome.is_not(None), Task.due_at.desc(), Task.id)
        .limit(limit)
    )
    rows = db.session.execute(query)
    return [
        Hit(title, " · ".join(filter(None, (name, customer))), "", row_id)
        for row_id, title, name, customer in rows
    ]

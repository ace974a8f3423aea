"""What was promised: one promise, those of an opportunity, those that are due (R22)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, select
from sqlalchemy.orm import aliased, joinedload

from salesapp.accounts.models import User
from salesapp.activities.access import visible_to
from salesapp.activities.models import Activity, Promise
from salesapp.activities.queries import about_opportunity
from salesapp.activities.rules import Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.customers.ownership.models import CustomerCollaborator, OwnerChange
from salesapp.db import db
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

PROMISE = "promise"
_LETTER = aliased(Task)  # made once: an alias costs more than the query that uses it


def find(promise_id: int, user: User) -> Promise | None:
    """Return a promise of a record that this person may read."""
    its = visible_to(user).where(Activity.id == Promise.activity_id).with_only_columns(Activity.id)
    query = select(Promise).where(Promise.id == promise_id, its.correlate(Promise).exists())
    return db.session.scalar(query.options(joinedload(Promise.activity)))


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise and whether it was kept (R22)."""

    id: int
    side: str
    content: str
    due_on: date | None
    done_at: datetime | None
    on: datetime
    author: str
    activity_id: int


def of_opportunity(opportunity_id: int) -> list[PromiseRow]:
    """Return the promises of an opportunity, those from before it was opened included, for the hand-off sheet (R42)."""
    query = (
        select(
            Promise.id, Promise.side, Promise.content, Promise.due_on, Promise.done_at, Activity.started_at, User.name,
            Activity.id,
        )
        .join(Activity, Activity.id == Promise.activity_id)
        .join(User, User.id == Activity.created_by_id)
        .where(about_opportunity(opportunity_id))
        .order_by(Activity.started_at, Promise.id)
    )  # fmt: skip
    return [PromiseRow(*row) for row in db.session.execute(query)]


def askers() -> Select:
    """Select the promises that ask for something: ours, with a day, not kept yet."""
    return select(Promise.id).where(
        Promise.side == Side.OURS, Promise.done_at.is_(None), Promise.due_on.is_not(None)
    )


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield which of these promises are to be kept: by their author, or the customer's owner once the author is off it.

    Off it is who has left, and who gave the customer away and does not work along on it.

    What goes with an open letter is left to it (R22).
    """
    waits_for_letter = (
        select(_LETTER.id)
        .where(
            _LETTER.subject_type == "activity", _LETTER.subject_id == Activity.id, _LETTER.kind == TaskKind.THANK_YOU,
            _LETTER.done_at.is_(None),
        )
        .exists()
    )  # fmt: skip
    query = (
        askers()
        .add_columns(
            Promise.content, Promise.due_on, Activity.id.label("activity_id"), Activity.created_at,
            case((User.active & ~_gave_away(), User.id), else_=func.coalesce(Customer.owner_id, User.id)).label("user_id"),
            func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        )
        .join(Activity, Activity.id == Promise.activity_id)
        .join(Customer, Customer.id == Activity.customer_id)
        .join(User, User.id == Activity.created_by_id)
        .where(Promise.id.in_(ids), ~waits_for_letter)
    )  # fmt: skip
    for row in db.session.execute(query):
        yield Item(
            kind=PROMISE, subject_type=PROMISE, subject_id=row.id, user_id=row.user_id, since=row.created_at,
            shown_from=clock.at(row.due_on), due_at=clock.end_of(row.due_on),
            facts={name: getattr(row, name) for name in ("content", "activity_id", "customer")},
        )  # fmt: skip


def _gave_away() -> ColumnElement[bool]:
    """Return whether the author owned the customer once, and now neither owns it nor works along on it."""
    gave = select(OwnerChange.id).where(
        OwnerChange.customer_id == Customer.id, OwnerChange.from_id == User.id
    )
    helps = select(CustomerCollaborator.id).where(
        CustomerCollaborator.customer_id == Customer.id, CustomerCollaborator.user_id == User.id
    )
    return gave.exists() & ~helps.exists() & (func.coalesce(Customer.owner_id, 0) != User.id)


def _of_letter(task: Task) -> Select | list[int]:
    if task.kind != TaskKind.THANK_YOU or task.subject_id is None:
        return []
    return askers().where(Promise.activity_id == task.subject_id)


def _of_customer(customer: Customer) -> Select:
    return askers().join(Activity).where(Activity.customer_id == customer.id)


def _of_shared(share: CustomerCollaborator) -> Select:
    return askers().join(Activity).where(Activity.customer_id == share.customer_id)


def _of_author(user: User) -> Select:
    return askers().join(Activity).where(Activity.created_by_id == user.id)


def _record(column: Any) -> ScalarSelect:
    return select(column).where(Activity.id == Promise.activity_id).scalar_subquery()


SOURCE = Source(
    subject_type=PROMISE,
    derive=derive,
    askers=askers,
    about={
        "customer": _record(Activity.customer_id),
        "opportunity": _record(Activity.opportunity_id),
    }.get,
    touched_by={
        Promise: Touch(lambda row: [row.id]),
        Task: Touch(_of_letter),
        Customer: Touch(_of_customer, (*CALLED_BY, "owner_id")),
        CustomerCollaborator: Touch(_of_shared),
        User: Touch(_of_author, ("active",)),
    },
)

"""What was promised: one promise, those of an opportunity, those that are due (R22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased, joinedload

from salesapp.accounts.models import User
from salesapp.activities.access import visible_to
from salesapp.activities.models import Activity, Promise
from salesapp.activities.queries import about_opportunity
from salesapp.activities.rules import Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import Customer
from salesapp.db import db

MOST = 200  # nobody keeps more in a day
_LETTER = aliased(Task)  # made once: an alias costs more than the query that uses it


def find(promise_id: int, user: User) -> Promise | None:
    """Return a promise of a record that this person may read."""
    seen = visible_to(user).with_only_columns(Activity.id)
    query = select(Promise).where(Promise.id == promise_id, Promise.activity_id.in_(seen))
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


def due(user: User, today: date) -> Sequence[Row]:
    """Return what this person promised by today and nobody has kept; what goes with an open letter is left to it."""
    waits_for_letter = (
        select(_LETTER.id)
        .where(
            _LETTER.subject_type == "activity", _LETTER.subject_id == Activity.id, _LETTER.kind == TaskKind.THANK_YOU,
            _LETTER.done_at.is_(None),
        )
        .exists()
    )  # fmt: skip
    query = (
        select(
            Promise.id,
            Promise.content,
            Promise.due_on,
            Activity.id.label("activity_id"),
            func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        )
        .join(Activity, Activity.id == Promise.activity_id)
        .join(Customer, Customer.id == Activity.customer_id)
        .where(Promise.side == Side.OURS, Promise.done_at.is_(None), Promise.due_on <= today)
        .where(Activity.created_by_id == user.id, ~waits_for_letter)
        .order_by(Promise.due_on)
        .limit(MOST)
    )
    return db.session.execute(query).all()

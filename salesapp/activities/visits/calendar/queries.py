"""The visits of some days, read in one look whoever goes; those without a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, func, or_, select

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import UNBOOKED, Status
from salesapp.activities.visits.work.rules import RECORD
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web import clock
from salesapp.work import queries as work
from salesapp.work.models import WorkItem

_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)
_COLUMNS = (
    Visit.id, Visit.number, Visit.kind, Visit.status, Visit.starts_at, Visit.ends_at, Visit.confirmed, Visit.place,
    Visit.purpose, Visit.owner_id, User.name.label("owner"), _CUSTOMER.label("customer"),
)  # fmt: skip


def shown(user: User, whose: int | str) -> ColumnElement[bool]:
    """Return whose visits a calendar shows: one's own with those one goes along to, the team's, or one person's of the team."""
    if isinstance(whose, int):
        return (Visit.owner_id == whose) & Visit.owner_id.in_(access.looks_after(user))
    if whose == "team" and access.leads(user):
        return or_(Visit.owner_id.in_(access.looks_after(user)), access.goes(user))
    return access.goes(user)


def between(user: User, whose: int | str, first: date, last: date) -> Sequence[Row]:
    """Return the visits of some days, both included, by their time; what was called off is left out."""
    query = (
        select(*_COLUMNS)
        .join(User, User.id == Visit.owner_id)
        .join(Customer, Customer.id == Visit.customer_id)
        .where(
            shown(user, whose), Visit.starts_at >= clock.at(first), Visit.starts_at <= clock.end_of(last),
            Visit.status != Status.CANCELLED,
        )
        .order_by(Visit.starts_at, Visit.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def unwritten(user: User, whose: int | str, now: datetime) -> Sequence[Row]:
    """Return the visits whose record is overdue, the oldest first: those that the team's table counts (F05)."""
    asked = select(WorkItem.subject_id).where(
        WorkItem.kind == RECORD, WorkItem.user_id == Visit.owner_id, work.late(now)
    )
    query = (
        select(*_COLUMNS)
        .join(User, User.id == Visit.owner_id)
        .join(Customer, Customer.id == Visit.customer_id)
        .where(shown(user, whose), Visit.id.in_(asked))
        .order_by(Visit.starts_at, Visit.id)
        .limit(200)
    )
    return db.session.execute(query).all()


def timeless(user: User, whose: int | str, *, size: int = 20) -> Sequence[Row]:
    """Return the visits that have no time yet, those planned first on top."""
    query = (
        select(*_COLUMNS)
        .join(User, User.id == Visit.owner_id)
        .join(Customer, Customer.id == Visit.customer_id)
        .where(shown(user, whose), Visit.starts_at.is_(None), Visit.status.in_(UNBOOKED))
        .order_by(Visit.id)
        .limit(size)
    )
    return db.session.execute(query).all()


def people(user: User) -> Sequence[Row]:
    """Return whose calendars a leader may look at: (id, name)."""
    if not access.leads(user):
        return ()
    query = select(User.id, User.name).where(User.id.in_(access.looks_after(user)))
    return db.session.execute(query.order_by(User.team_id, User.id)).all()

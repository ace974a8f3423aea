"""Contact records, what was needed and promised in them, and tasks: every SELECT (F05, R20–R23)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.activities.models import Activity, Need, Promise, activity_contact, activity_user
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.playbook import queries as playbook
from salesapp.trail.models import AuditEntry


def their_names(activity_id) -> Select:
    """Return the names of the customer's people in one record, as one text."""
    return (
        select(func.aggregate_strings(Contact.name, "、"))
        .join(activity_contact, activity_contact.c.contact_id == Contact.id)
        .where(activity_contact.c.activity_id == activity_id)
        .scalar_subquery()
    )


def visible_to(user: User) -> Select[tuple[Activity]]:
    """Return the records a person may read: those of the customers they see, and those they took part in."""
    took_part = select(activity_user.c.activity_id).where(activity_user.c.user_id == user.id)
    seen = customers.visible_to(user).with_only_columns(Customer.id).order_by(None)
    return select(Activity).where(or_(Activity.customer_id.in_(seen), Activity.id.in_(took_part)))


def find(activity_id: int, user: User) -> Activity | None:
    """Return one record with its people, needs and promises, if this person may read it."""
    query = visible_to(user).where(Activity.id == activity_id)
    return db.session.scalar(
        query.options(
            joinedload(Activity.customer), joinedload(Activity.opportunity), joinedload(Activity.created_by),
            selectinload(Activity.theirs), selectinload(Activity.ours),
            selectinload(Activity.needs), selectinload(Activity.promises),
        )
    )  # fmt: skip


def find_promise(promise_id: int, user: User) -> Promise | None:
    """Return a promise of a record that this person may read."""
    seen = visible_to(user).with_only_columns(Activity.id)
    query = select(Promise).where(Promise.id == promise_id, Promise.activity_id.in_(seen))
    return db.session.scalar(query.options(joinedload(Promise.activity)))


def latest_of(user: User, customer_id: int | None = None) -> Activity | None:
    """Return the record this person wrote last, with this customer where one is named, to copy it (R4)."""
    query = select(Activity).where(Activity.created_by_id == user.id).order_by(Activity.started_at.desc())
    if customer_id is not None:
        query = query.where(Activity.customer_id == customer_id)
    return db.session.scalar(query.limit(1))


def has_records(customer_id: int) -> bool:
    """Return whether anybody has recorded a contact with this customer: the first one opens the letter (R21)."""
    return (
        db.session.scalar(select(Activity.id).where(Activity.customer_id == customer_id).limit(1)) is not None
    )


# ------------------------------------------------------------------------------ needs and promises


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One key need and where it comes from (R20)."""

    category: str
    content: str
    value: Decimal | None
    unit: str | None
    source: str
    on: datetime
    author: str
    activity_id: int


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


def _belongs_to(opportunity_id: int) -> ColumnElement[bool]:
    """Return the records of an opportunity, and its customer's that name none: first contacts come before the file."""
    customer = select(Opportunity.customer_id).where(Opportunity.id == opportunity_id).scalar_subquery()
    return or_(
        Activity.opportunity_id == opportunity_id,
        and_(Activity.opportunity_id.is_(None), Activity.customer_id == customer),
    )


def needs_of(opportunity_id: int) -> list[NeedRow]:
    """Return the needs of an opportunity, those from before it was opened included, for the hand-off sheet (R42)."""
    query = (
        select(
            Need.category,
            Need.content,
            Need.value,
            Need.unit,
            Need.source,
            Activity.started_at,
            User.name,
            Activity.id,
        )
        .join(Activity, Activity.id == Need.activity_id)
        .join(User, User.id == Activity.created_by_id)
        .where(_belongs_to(opportunity_id))
        .order_by(Activity.started_at, Need.id)
    )
    return [NeedRow(*row) for row in db.session.execute(query)]


def promises_of(opportunity_id: int) -> list[PromiseRow]:
    """Return the promises of an opportunity, those from before it was opened included, for the hand-off sheet (R42)."""
    query = (
        select(
            Promise.id, Promise.side, Promise.content, Promise.due_on, Promise.done_at, Activity.started_at, User.name,
            Activity.id,
        )
        .join(Activity, Activity.id == Promise.activity_id)
        .join(User, User.id == Activity.created_by_id)
        .where(_belongs_to(opportunity_id))
        .order_by(Activity.started_at, Promise.id)
    )  # fmt: skip
    return [PromiseRow(*row) for row in db.session.execute(query)]


# -------------------------------------------------------------------------------- what a form offers


def open_opportunities(customer_id: int, user: User) -> list[tuple[int, str, str]]:
    """Return the open opportunities of a customer that this person sees: (id, number, name)."""
    query = (
        opportunities.visible_to(user)
        .where(Opportunity.customer_id == customer_id, Opportunity.status == "open")
        .with_only_columns(Opportunity.id, Opportunity.number, Opportunity.name)
        .order_by(None)
        .order_by(Opportunity.id.desc())
    )
    return [tuple(row) for row in db.session.execute(query)]


def spin_questions() -> dict[str, list[str]]:
    """Return the questions of the bank by letter (R19)."""
    return {part: [each.question for each in found] for part, found in playbook.questions().items()}


def recent_customers(user: User, size: int = 8) -> list[tuple[int, str, str, datetime | None]]:
    """Return the customers this person spoke to last: (id, name, number, when)."""
    query = (
        customers.visible_to(user)
        .where(Customer.voided_at.is_(None))
        .with_only_columns(Customer.id, Customer.full_name, Customer.number, Customer.last_contact_at)
        .order_by(None)
        .order_by(Customer.last_contact_at.desc().nulls_last(), Customer.id.desc())
        .limit(size)
    )
    return [tuple(row) for row in db.session.execute(query)]


def name_of(user_id: int | None) -> str | None:
    """Return a person's name."""
    return db.session.scalar(select(User.name).where(User.id == user_id)) if user_id else None


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a record: when, by whom, which fields, from what to what."""

    at: datetime
    by: str | None
    changes: dict[str, list]


def history(activity_id: int) -> list[Revision]:
    """Return every change of a record since it was written, latest first, as the audit trail has it."""
    query = (
        select(AuditEntry.at, AuditEntry.actor_name, AuditEntry.changes)
        .where(
            AuditEntry.object_type == "activity",
            AuditEntry.object_id == activity_id,
            AuditEntry.event == "change",
        )
        .order_by(AuditEntry.seq.desc())
        .limit(20)
    )
    return [Revision(at, by, json.loads(changes)) for at, by, changes in db.session.execute(query)]

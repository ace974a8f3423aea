"""Contact records, what was needed and promised in them, and what a new one may be about (F05, R20–R23)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.activities.access import visible_to
from salesapp.activities.models import Activity, Need, Promise, activity_contact
from salesapp.activities.rules import Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments.queries import pictures_of
from salesapp.opportunities.access import visible_to as visible_opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.statements import Made, kept
from salesapp.trail.models import AuditEntry
from salesapp.web.story import About


def their_names(activity_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str | None]:
    """Return the names of the customer's people in one record, as one text."""
    return (
        select(func.aggregate_strings(Contact.name, "、"))
        .join(activity_contact, activity_contact.c.contact_id == Contact.id)
        .where(activity_contact.c.activity_id == activity_id)
        .scalar_subquery()
    )


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


def latest_of(user: User, customer_id: int | None = None) -> Activity | None:
    """Return the record this person wrote last, with this customer where one is named, to copy it (R4)."""
    query = select(Activity).where(Activity.created_by_id == user.id).order_by(Activity.started_at.desc())
    if customer_id is not None:
        query = query.where(Activity.customer_id == customer_id)
    return db.session.scalar(query.limit(1))


def has_written(user: User) -> ColumnElement[bool]:
    """Return the condition, in a SELECT, that a person has recorded a contact (R2)."""
    return select(Activity.id).where(Activity.created_by_id == user.id).exists()


def has_records(customer_id: int) -> bool:
    """Return whether anybody has recorded a contact with this customer: the first one opens the letter (R21)."""
    return (
        db.session.scalar(select(Activity.id).where(Activity.customer_id == customer_id).limit(1)) is not None
    )


def told(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the latest records of one customer or opportunity, with their letter and what we promised."""
    return _told(about.customer_id, about.opportunity_id, before, size=size)


@kept
def _told(
    customer_id: int | None, opportunity_id: int | None, before: datetime | None, *, size: int
) -> Select:
    of_letter = (
        Task.subject_type == "activity", Task.subject_id == Activity.id, Task.kind == TaskKind.THANK_YOU,
    )  # fmt: skip
    letter, noted = select(Task.done_at).where(*of_letter), select(Task.noted_at).where(*of_letter)
    ours = select(func.aggregate_strings(Promise.content, "、")).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS
    )
    unkept = select(func.count()).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS, Promise.done_at.is_(None)
    )
    query = (
        select(
            Activity.id, Activity.started_at, Activity.ended_at, Activity.channel, Activity.is_first, Activity.summary,
            Activity.situation, Activity.problem, Activity.implication, Activity.need_payoff, Activity.feedback,
            Activity.late_entry, User.name.label("author"), their_names(Activity.id).label("people"),
            letter.limit(1).scalar_subquery().label("sent_at"), noted.limit(1).scalar_subquery().label("noted_at"),
            ours.scalar_subquery().label("promises"),
            unkept.scalar_subquery().label("unkept"),
            pictures_of("activity", Activity.id).label("pictures"),
        )
        .join(User, User.id == Activity.created_by_id)
        .order_by(Activity.started_at.desc(), Activity.id.desc())
        .limit(size)
    )  # fmt: skip
    if before is not None:
        query = query.where(Activity.started_at < before)
    return About(customer_id, opportunity_id).only(query, Activity)


def follow_ups(opportunity_id: int) -> Sequence[Activity]:
    """Return the records of one opportunity with the people in them, oldest first."""
    query = (
        select(Activity)
        .where(Activity.opportunity_id == opportunity_id)
        .options(selectinload(Activity.theirs), joinedload(Activity.created_by))
        .order_by(Activity.started_at, Activity.id)
    )
    return db.session.scalars(query).unique().all()


# ---------------------------------------------------------------------------------- what was needed


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


def about_opportunity(opportunity_id: int) -> ColumnElement[bool]:
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
        .where(about_opportunity(opportunity_id))
        .order_by(Activity.started_at, Need.id)
    )
    return [NeedRow(*row) for row in db.session.execute(query)]


# -------------------------------------------------------------------------------- what a form offers


def open_opportunities(customer_id: int, user: User) -> list[tuple[int, str, str, str]]:
    """Return the open opportunities of a customer that this person sees: (id, number, name, grade)."""
    found = db.session.execute(*_open_opportunities(customer_id, user))
    return [(row.id, row.number, row.name, row.grade) for row in found]


@kept
def _open_opportunities(customer_id: int, user: User) -> Select:
    return (
        visible_opportunities(user)
        .where(Opportunity.customer_id == customer_id, Opportunity.status == "open")
        .with_only_columns(Opportunity.id, Opportunity.number, Opportunity.name, Opportunity.grade)
        .order_by(None)
        .order_by(Opportunity.id.desc())
    )


def recent_customers(user: User, size: int = 8) -> list[tuple[int, str, str, datetime | None]]:
    """Return the customers this person spoke to last, then the newest with whom nobody has: (id, name, number, when)."""
    rows = db.session.execute(*_recent(user, size=size, spoken=True)).all()
    if len(rows) < size:
        rows = [*rows, *db.session.execute(*_recent(user, size=size - len(rows), spoken=False))]
    return [(row.id, row.full_name, row.number, row.last_contact_at) for row in rows]


@kept
def _recent(user: User, *, size: int, spoken: bool) -> Select:
    """Select by the index of last contacts, from its end: the databases differ in where nothing stands in an order."""
    said = Customer.last_contact_at.is_not(None) if spoken else Customer.last_contact_at.is_(None)
    return (
        select(Customer.id, Customer.full_name, Customer.number, Customer.last_contact_at)
        .where(said, customers.seen_by(user, walking=True))
        .order_by(Customer.last_contact_at.desc(), Customer.id.desc())
        .limit(size)
    )


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

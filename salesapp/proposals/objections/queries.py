"""Objections, read: one, a list, those of a record, how much each answer and each type resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import seen_at
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import label
from salesapp.proposals.objections.models import CustomerObjection, ObjectionReply
from salesapp.proposals.objections.rules import PENDING, Share, State, View
from salesapp.proposals.queries import SHORT_CUSTOMER
from salesapp.web import pages, params

PAGE = 40
#: The dictionary of their types.
KINDS = "objection_kind"
FAR = date(9999, 12, 31)


def _seen(user: User) -> ColumnElement[bool]:
    return seen_at(CustomerObjection.opportunity_id, user)


def find(objection_id: int, user: User, *, to_change: bool = False) -> CustomerObjection | None:
    """Return one objection that a person may see, with its answers; to be changed, it is held until the commit."""
    query = select(CustomerObjection).where(CustomerObjection.id == objection_id)
    if to_change:
        db.session.execute(query.with_only_columns(CustomerObjection.id).with_for_update())
    query = query.where(_seen(user)).options(
        selectinload(CustomerObjection.replies).joinedload(ObjectionReply.by),
        selectinload(CustomerObjection.replies).joinedload(ObjectionReply.evidence),
        joinedload(CustomerObjection.opportunity).joinedload(Opportunity.customer),
        joinedload(CustomerObjection.contact), joinedload(CustomerObjection.proposal),
    )  # fmt: skip
    return db.session.scalars(query).unique().one_or_none()


def sees_reply(reply_id: int, user: User) -> bool:
    """Return whether a person sees the objection that an answer belongs to, and so its files."""
    query = (
        select(ObjectionReply.id).join(CustomerObjection).where(ObjectionReply.id == reply_id, _seen(user))
    )
    return db.session.scalar(query) is not None


def all_of(opportunity_id: int) -> Sequence[CustomerObjection]:
    """Return every objection of an opportunity with its answers, the oldest first."""
    query = select(CustomerObjection).where(CustomerObjection.opportunity_id == opportunity_id)
    query = query.options(selectinload(CustomerObjection.replies))
    return db.session.scalars(query.order_by(CustomerObjection.raised_on, CustomerObjection.id)).all()


def pending(opportunity_id: int) -> int:
    """Return how many objections of an opportunity somebody is to come back to."""
    query = select(func.count()).where(
        CustomerObjection.opportunity_id == opportunity_id, CustomerObjection.state.in_(PENDING)
    )
    return db.session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One objection in a list."""

    id: int
    opportunity_id: int
    opportunity: str
    customer: str
    owner: str
    words: str
    kind: str
    state: State
    next_on: date | None
    raised_on: date
    created_at: datetime
    contact: str | None
    last_points: str | None

    @property
    def is_pending(self) -> bool:
        """Whether somebody comes back to it."""
        return self.state in PENDING

    @property
    def kind_words(self) -> str:
        """Its type, in words."""
        return label(KINDS, self.kind)


def page(user: User, view: View, *, kind: str | None = None, cursor: str | None = None) -> pages.Page[Row]:
    """Return a page of objections: those to be answered by their day, or all, the latest first."""
    query = _listed().where(_seen(user))
    if kind:
        query = query.where(CustomerObjection.kind == kind)
    if view is View.ALL:
        after = pages.read(cursor, params.record_id)
        if after is not None:
            query = query.where(CustomerObjection.id < after[0])
        rows = _rows(query.order_by(CustomerObjection.id.desc()).limit(PAGE + 1))
        return pages.cut(rows, PAGE, lambda row: (row.id,))
    query = query.where(CustomerObjection.state.in_(PENDING), Opportunity.status == Status.OPEN)
    after = pages.read(cursor, params.day, params.record_id)
    day = func.coalesce(CustomerObjection.next_on, FAR)
    if after is not None:
        query = query.where(pages.beyond(day, CustomerObjection.id, after, descending=False))
    rows = _rows(query.order_by(day, CustomerObjection.id).limit(PAGE + 1))
    return pages.cut(rows, PAGE, lambda row: ((row.next_on or FAR).isoformat(), row.id))


def _listed() -> Select:
    last = (
        select(ObjectionReply.points)
        .where(ObjectionReply.objection_id == CustomerObjection.id)
        .order_by(ObjectionReply.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            CustomerObjection.id, CustomerObjection.opportunity_id, Opportunity.name, SHORT_CUSTOMER, User.name,
            CustomerObjection.words, CustomerObjection.kind, CustomerObjection.state, CustomerObjection.next_on,
            CustomerObjection.raised_on, CustomerObjection.created_at, Contact.name, last,
        )
        .join(Opportunity, Opportunity.id == CustomerObjection.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == CustomerObjection.contact_id)
    )  # fmt: skip


def _rows(query: Select) -> list[Row]:
    found: list[Any] = [tuple(row) for row in db.session.execute(query)]
    return [Row(*[*row[:7], State(row[7]), *row[8:]]) for row in found]


def shares() -> dict[int, Share]:
    """Return, of each answer of the bank, how many objections it met, and of how many it was the one that resolved them."""
    query = select(ObjectionReply.answer_id, *_counted(ObjectionReply.objection_id, ObjectionReply.state))
    query = query.where(ObjectionReply.answer_id.is_not(None)).group_by(ObjectionReply.answer_id)
    return {row[0]: Share(*map(int, row[1:])) for row in db.session.execute(query) if row[0] is not None}


def by_kind(user: User) -> dict[str, Share]:
    """Return, of each type, how many objections a person sees, and how many of them are resolved."""
    query = select(CustomerObjection.kind, *_counted(CustomerObjection.id, CustomerObjection.state)).where(
        _seen(user)
    )
    query = query.group_by(CustomerObjection.kind)
    return {row[0]: Share(*map(int, row[1:])) for row in db.session.execute(query)}


def _counted(number: Any, state: Any) -> tuple[ColumnElement, ...]:
    """Return the columns of a share: each objection counts once, however often it was answered."""
    return (
        func.count(number.distinct()),
        func.count(case((state == State.EASED, number)).distinct()),
        func.count(case((state == State.RESOLVED, number)).distinct()),
    )

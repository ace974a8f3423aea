"""Proposals, read: one, the versions of an opportunity, a list, drafts that hang on people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import Status as ContactStatus
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import seen_by
from salesapp.opportunities.models import Opportunity
from salesapp.proposals import access
from salesapp.proposals.models import Proposal, ProposalListener
from salesapp.proposals.rules import Status, version_words
from salesapp.web import pages, params

PAGE = 40
#: How many versions the page of a record lists.
SHOWN = 6
SHORT_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)


def find(proposal_id: int, user: User, *, to_change: bool = False) -> Proposal | None:
    """Return one version that a person may see, with its lines; to be changed, it is held until the commit."""
    query = access.visible_to(user).where(Proposal.id == proposal_id)
    if to_change:
        db.session.execute(select(Proposal.id).where(Proposal.id == proposal_id).with_for_update())
    query = query.options(
        selectinload(Proposal.points), selectinload(Proposal.listeners).joinedload(ProposalListener.contact),
        joinedload(Proposal.opportunity).joinedload(Opportunity.customer), joinedload(Proposal.author),
        joinedload(Proposal.case),
    )  # fmt: skip
    return db.session.scalars(query).unique().one_or_none()


def latest(opportunity_id: int, *, presented: bool = False) -> Proposal | None:
    """Return the version of an opportunity that counts: the highest that was not withdrawn, or that was presented."""
    query = select(Proposal).where(Proposal.opportunity_id == opportunity_id)
    query = query.where(
        Proposal.status == Status.PRESENTED if presented else Proposal.status != Status.WITHDRAWN
    )
    return db.session.scalar(query.order_by(Proposal.major.desc(), Proposal.minor.desc()).limit(1))


def highest(opportunity_id: int) -> tuple[int, int] | None:
    """Return the highest version that an opportunity ever had: numbers are not given twice."""
    query = select(Proposal.major, Proposal.minor).where(Proposal.opportunity_id == opportunity_id)
    row = db.session.execute(query.order_by(Proposal.major.desc(), Proposal.minor.desc()).limit(1)).first()
    return (row.major, row.minor) if row else None


def draft(opportunity_id: int) -> Proposal | None:
    """Return the version of an opportunity that is still written."""
    query = select(Proposal).where(Proposal.opportunity_id == opportunity_id, Proposal.status == Status.DRAFT)
    return db.session.scalar(query.limit(1))


def presented_before(proposal: Proposal) -> date | None:
    """Return when the last earlier version was presented."""
    return db.session.scalar(
        select(func.max(Proposal.presented_on)).where(
            Proposal.opportunity_id == proposal.opportunity_id, Proposal.id < proposal.id
        )
    )


def people(customer_id: int, keep: Sequence[int] = ()) -> Sequence[Contact]:
    """Return the people of a customer who may be named, the key one first; those named already stay."""
    query = select(Contact).where(
        Contact.customer_id == customer_id,
        (Contact.status == ContactStatus.ACTIVE.value) | Contact.id.in_(keep),
    )
    return db.session.scalars(query.order_by(Contact.is_key.desc(), Contact.id)).all()


@dataclass(frozen=True, slots=True)
class Line:
    """One version in a list."""

    id: int
    opportunity_id: int
    customer: str
    opportunity: str
    number: str
    title: str
    version: str
    status: Status
    yearly: Decimal
    author: str
    presented_on: date | None
    updated_at: datetime


def page(user: User, *, status: Status | None = None, cursor: str | None = None) -> pages.Page[Line]:
    """Return a page of the versions that a person sees, the latest change first."""
    query = _listed().where(seen_by(user))
    if status is not None:
        query = query.where(Proposal.status == status)
    after = pages.read(cursor, params.moment, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Proposal.updated_at, Proposal.id, after, descending=True))
    query = query.order_by(Proposal.updated_at.desc(), Proposal.id.desc()).limit(PAGE + 1)
    return pages.cut(_lines(query), PAGE, lambda row: (row.updated_at.isoformat(), row.id))


def of_opportunity(opportunity_id: int) -> list[Line]:
    """Return the newest versions of an opportunity that the caller found for its reader."""
    query = _listed().where(Proposal.opportunity_id == opportunity_id)
    return _lines(query.order_by(Proposal.id.desc()).limit(SHOWN))


def _listed() -> Select:
    return (
        select(Proposal, SHORT_CUSTOMER, Opportunity.name, Opportunity.number, User.name)
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Proposal.author_id)
    )


def _lines(query: Select) -> list[Line]:
    return [
        Line(
            id=one.id, opportunity_id=one.opportunity_id, customer=customer, opportunity=name, number=number, title=one.title,
            version=version_words(one.major, one.minor), status=one.state, yearly=one.yearly, author=author,
            presented_on=one.presented_on, updated_at=one.updated_at,
        )
        for one, customer, name, number, author in db.session.execute(query)
    ]  # fmt: skip


def drafts(now: datetime) -> Select:
    """Select the versions that are still written, as what hangs on people and on records."""
    query = select(
        Proposal.id, Proposal.id.label("record"), Opportunity.number.label("number"), Proposal.title.label("words"),
        User.name.label("owner"),
    )  # fmt: skip
    query = query.join(Opportunity, Opportunity.id == Proposal.opportunity_id).join(
        User, User.id == Proposal.author_id
    )
    return query.where(Proposal.status == Status.DRAFT).order_by(Proposal.id)


#: The records on which a proposal hangs.
ABOUT = {"opportunity": Proposal.opportunity_id}


def these(ids: Sequence[int]) -> Sequence[Proposal]:
    """Return some versions, whoever asks."""
    return (
        db.session.scalars(select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id)).unique().all()
    )


def of_customer(customer_id: int, user: User) -> Select:
    """Select the proposals with a customer whose files a person may open."""
    return (
        select(Proposal.id)
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .where(Opportunity.customer_id == customer_id, seen_by(user))
    )


def hits(term: str, user: User, limit: int) -> Sequence:
    """Return the versions whose name a term names, the latest first: (id, title, major, minor, number, customer)."""
    query = (
        select(Proposal.id, Proposal.title, Proposal.major, Proposal.minor, Opportunity.number, SHORT_CUSTOMER.label("customer"))
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(
            func.lower(Proposal.title).contains(term, autoescape=True),
            seen_by(user),
        )
    )  # fmt: skip
    return db.session.execute(query.order_by(Proposal.id.desc()).limit(limit)).all()

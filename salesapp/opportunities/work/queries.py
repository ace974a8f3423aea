"""What opportunities ask for: a follow-up by a day (R30–R33)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Row, Select, select

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.cards.queries import title
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.opportunities.work.rules import FOLLOW_UP
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

OPPORTUNITY = "opportunity"


def askers() -> Select:
    """Select the opportunities that may ask for something: the open ones."""
    return select(Opportunity.id).where(Opportunity.status == Status.OPEN)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these opportunities ask for now."""
    query = (
        select(
            Opportunity.id, Opportunity.name, Opportunity.customer_id, Opportunity.owner_id, Opportunity.grade,
            Opportunity.stage, Opportunity.created_at, Opportunity.next_due_on,
            Opportunity.week_of, Opportunity.week_quota, Opportunity.week_count, Opportunity.last_follow_up_at,
            Opportunity.approval_with, Customer.short_name, Customer.full_name, Customer.core_name,
            Contact.name.label("contact"), User.name.label("owner"), User.team_id,
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == Opportunity.key_contact_id)
        .where(Opportunity.id.in_(ids), Opportunity.status == Status.OPEN)
    )  # fmt: skip
    for row in db.session.execute(query):
        if row.next_due_on is not None:
            yield _follow_up(row)


def _follow_up(row: Row) -> Item:
    facts = {
        "title": title(row.short_name or row.full_name, row.core_name, row.name),
        "customer_id": row.customer_id,
        "contact": row.contact,
        "stage": row.stage,
        "approval_with": row.approval_with,
        "week_of": row.week_of.isoformat() if row.week_of else None,
        "week_quota": row.week_quota,
        "week_count": row.week_count,
        "followed_up": row.last_follow_up_at is not None,
    }
    return Item(
        kind=FOLLOW_UP, subject_type=OPPORTUNITY, subject_id=row.id, user_id=row.owner_id,
        since=row.last_follow_up_at or row.created_at, shown_from=clock.at(row.next_due_on),
        due_at=clock.end_of(row.next_due_on), grade=row.grade, facts=facts,
    )  # fmt: skip


def _open(**known: int) -> Select:
    return askers().filter_by(**known)


SOURCE = Source(
    subject_type=OPPORTUNITY,
    derive=derive,
    askers=askers,
    about={OPPORTUNITY: Opportunity.id}.get,
    touched_by={
        Opportunity: Touch(lambda row: [row.id]),
        Customer: Touch(lambda row: _open(customer_id=row.id), ("short_name", "full_name", "core_name")),
        Contact: Touch(lambda row: _open(key_contact_id=row.id), ("name",)),
        User: Touch(lambda row: _open(owner_id=row.id), ("name", "team_id")),
    },
)

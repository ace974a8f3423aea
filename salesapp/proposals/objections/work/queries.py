"""What objections ask for: to come back to them by their day, as long as their opportunity is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, select

from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import label
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.objections.queries import KINDS
from salesapp.proposals.objections.rules import PENDING
from salesapp.proposals.queries import SHORT_CUSTOMER
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

OBJECTION = "customer_objection"


def askers() -> Select:
    """Select the objections that somebody is to come back to."""
    return (
        select(CustomerObjection.id)
        .join(Opportunity, Opportunity.id == CustomerObjection.opportunity_id)
        .where(CustomerObjection.state.in_(PENDING), Opportunity.status == Status.OPEN)
    )


def about(kind: str) -> Any:
    """Return the column that names the record of a kind on which the work hangs."""
    return {"opportunity": CustomerObjection.opportunity_id, "customer": Opportunity.customer_id}.get(kind)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these objections ask for now."""
    query = (
        askers()
        .add_columns(
            CustomerObjection.words, CustomerObjection.kind, CustomerObjection.state, CustomerObjection.next_on,
            CustomerObjection.created_at, Opportunity.owner_id, Opportunity.grade, SHORT_CUSTOMER.label("customer"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(CustomerObjection.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        facts = {
            "words": row.words,
            "kind": label(KINDS, row.kind),
            "state": row.state,
            "customer": row.customer,
        }
        due_at = clock.end_of(row.next_on) if row.next_on else None
        yield Item(
            kind=OBJECTION, subject_type=OBJECTION, subject_id=row.id, user_id=row.owner_id, since=row.created_at,
            shown_from=clock.at(row.next_on) if row.next_on else row.created_at, due_at=due_at, grade=row.grade, facts=facts,
        )  # fmt: skip


def _of_opportunity(opportunity: Opportunity) -> Select:
    return select(CustomerObjection.id).where(CustomerObjection.opportunity_id == opportunity.id)


def _of_customer(customer: Customer) -> Select:
    return askers().where(Opportunity.customer_id == customer.id)


SOURCE = Source(
    subject_type=OBJECTION,
    derive=derive,
    askers=askers,
    about=about,
    touched_by={
        CustomerObjection: Touch(lambda row: [row.id]),
        Opportunity: Touch(_of_opportunity, ("owner_id", "status", "grade", "customer_id")),
        Customer: Touch(_of_customer, CALLED_BY),
    },
)

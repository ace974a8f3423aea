"""What an ending asks for: its review by the owner, then the supervisor's opinion (F24)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.opportunities.cards.queries import title
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.access import opinion_of
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.reviews.queries import of_ending
from salesapp.opportunities.reviews.work.rules import OPINION, REVIEW
from salesapp.opportunities.rules import Status
from salesapp.rights.rules import Role
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

ENDED = "ended_opportunity"


def askers() -> Select:
    """Select the opportunities whose ending is to be reviewed, or whose review waits for an opinion."""
    return (
        select(Opportunity.id)
        .outerjoin(OpportunityReview, of_ending())
        .where(
            Opportunity.status != Status.OPEN,
            Opportunity.review_due_on.is_not(None),
            OpportunityReview.opinion_at.is_(None),
        )
    )


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these endings ask for now."""
    query = (
        askers()
        .add_columns(
            Opportunity.name, Opportunity.status, Opportunity.owner_id, Opportunity.closed_on, Opportunity.review_due_on,
            Customer.short_name, Customer.full_name, Customer.core_name, OpportunityReview.at,
            OpportunityReview.by_id, User.role, User.team_id, User.active, User.name.label("owner"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .where(Opportunity.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        facts = {
            "title": title(row.short_name or row.full_name, row.core_name, row.name), "status": row.status, "owner": row.owner,
        }  # fmt: skip
        if row.at is None:
            since = clock.at(row.closed_on or row.review_due_on)
            yield Item(
                kind=REVIEW, subject_type=ENDED, subject_id=row.id, since=since, shown_from=since,
                due_at=clock.end_of(row.review_due_on), facts=facts, **_reviewer(row),
            )  # fmt: skip
        else:
            yield Item(
                kind=OPINION, subject_type=ENDED, subject_id=row.id, since=row.at, shown_from=row.at, due_at=None,
                waiting=True, barred=[row.owner_id, row.by_id], facts=facts,
                **_leader(row, own=row.by_id == row.owner_id),
            )  # fmt: skip


def _reviewer(row: Any) -> dict[str, Any]:
    """Return who reviews it: the owner; of one who left, whoever led them."""
    return {"user_id": row.owner_id} if row.active else _leader(row)


def _leader(row: Any, *, own: bool = True) -> dict[str, Any]:
    role = opinion_of(row.role, own=own)
    return {"role": role, "team_id": row.team_id if role is Role.SUPERVISOR else None}


def _about(kind: str) -> Any:
    return {"opportunity": Opportunity.id, "customer": Opportunity.customer_id}.get(kind)


SOURCE = Source(
    subject_type=ENDED,
    derive=derive,
    askers=askers,
    about=_about,
    touched_by={
        Opportunity: Touch(
            lambda row: [row.id], ("status", "review_due_on", "owner_id", "closed_on", "name", "customer_id")
        ),
        OpportunityReview: Touch(lambda row: [row.opportunity_id]),
        Customer: Touch(
            lambda row: askers().where(Opportunity.customer_id == row.id),
            (*CALLED_BY, "core_name"),
        ),
        User: Touch(
            lambda row: askers().where(Opportunity.owner_id == row.id), ("name", "team_id", "role", "active")
        ),
    },
)

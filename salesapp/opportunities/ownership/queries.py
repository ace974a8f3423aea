"""Who answers for which opportunities, read: of a person, of a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.belongings.rules import Held, Of
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.opportunities.rules import Status
from salesapp.web.addresses import address
from salesapp.web.blocks import has_grown


def unfinished() -> ColumnElement[bool]:
    """Return which opportunities somebody still has to answer for: open, parked, or won without a contract yet."""
    return or_(Opportunity.status.in_((Status.OPEN, Status.PARKED)), awaits_contract())


def awaits_contract() -> ColumnElement[bool]:
    """Return which opportunities were won by hand and have no contract yet (待签合同)."""
    by_hand = and_(Opportunity.status == Status.WON, Opportunity.close_reason.is_not(None))
    return and_(by_hand, ~has_grown("opportunity", Opportunity.id))


def has_contract(opportunity_id: int) -> bool:
    """Return whether something was drawn up from an opportunity that holds."""
    query = select(Opportunity.id).where(
        Opportunity.id == opportunity_id, has_grown("opportunity", Opportunity.id)
    )
    return db.session.scalar(query) is not None


def held(user_id: int | None, of: Of | None = None) -> list[Held]:
    """Return the opportunities that a person still answers for, of one customer where asked."""
    query = (
        select(Opportunity.id, Opportunity.number, Opportunity.name, User.name.label("owner"))
        .join(User, User.id == Opportunity.owner_id)
        .where(unfinished())
        .order_by(Opportunity.id)
    )
    if user_id is not None:
        query = query.where(Opportunity.owner_id == user_id)
    if of is not None:
        query = query.where(Opportunity.customer_id == of[1])
    return [_held(row.id, row) for row in db.session.execute(query)]


def held_shares(user_id: int | None, of: Of | None = None) -> list[Held]:
    """Return the opportunities of others on which a person works along, by the number of the share."""
    share = OpportunityCollaborator
    query = (
        select(
            share.id.label("share"),
            Opportunity.id,
            Opportunity.number,
            Opportunity.name,
            User.name.label("owner"),
        )
        .join(Opportunity, Opportunity.id == share.opportunity_id)
        .join(User, User.id == Opportunity.owner_id)
        .where(share.user_id == user_id, unfinished())
        .order_by(Opportunity.id)
    )
    return [_held(row.share, row) for row in db.session.execute(query)]


def _held(number: int, row: Row) -> Held:
    return Held(number, row.number, row.name, address("opportunities.show", opportunity_id=row.id), row.owner)


def these(ids: Sequence[int]) -> Sequence[Opportunity]:
    """Return some opportunities with their owners, whoever asks."""
    query = select(Opportunity).where(Opportunity.id.in_(ids)).options(joinedload(Opportunity.owner))
    return db.session.scalars(query.order_by(Opportunity.id)).unique().all()


def these_shares(ids: Sequence[int]) -> list[tuple[Opportunity, OpportunityCollaborator]]:
    """Return some shares with the opportunities that they are of."""
    query = (
        select(Opportunity, OpportunityCollaborator)
        .join(OpportunityCollaborator, OpportunityCollaborator.opportunity_id == Opportunity.id)
        .where(OpportunityCollaborator.id.in_(ids))
        .order_by(OpportunityCollaborator.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query).unique()]


def answering_at(customer_id: int) -> Sequence[User]:
    """Return everybody who answers for an open opportunity of a customer."""
    query = (
        select(User)
        .join(Opportunity, Opportunity.owner_id == User.id)
        .where(Opportunity.customer_id == customer_id, Opportunity.status == Status.OPEN, User.active)
    )
    return db.session.scalars(query).unique().all()

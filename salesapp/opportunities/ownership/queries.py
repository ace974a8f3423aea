"""Who answers for which opportunities, read: of a person, of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.opportunities.rules import Status
from salesapp.web.blocks import has_grown

_LINE = (
    Opportunity.id.label("record"),
    Opportunity.number,
    Opportunity.name.label("words"),
    User.name.label("owner"),
)


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


def running(now: datetime) -> Select:
    """Select the opportunities that somebody answers for."""
    query = select(Opportunity.id, *_LINE).join(User, User.id == Opportunity.owner_id)
    return query.where(unfinished()).order_by(Opportunity.id)


def shared(now: datetime) -> Select:
    """Select the shares of colleagues in opportunities that somebody answers for."""
    share = OpportunityCollaborator
    query = select(share.id, *_LINE).join(Opportunity, Opportunity.id == share.opportunity_id)
    return query.join(User, User.id == Opportunity.owner_id).where(unfinished()).order_by(Opportunity.id)


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

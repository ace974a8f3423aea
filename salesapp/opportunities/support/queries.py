"""Opportunities for whose sake support is asked."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import shared_with
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.rights.rules import Role


def load(opportunity_id: int) -> Opportunity | None:
    """Return an opportunity, whoever asks."""
    return db.session.get(Opportunity, opportunity_id)


def worked_on(user: User) -> Select:
    """Select the open opportunities that a person owns or leads, and those on which they work along."""
    query = select(Opportunity.id).where(Opportunity.status == Status.OPEN)
    if user.role == Role.DIRECTOR:
        return query
    reasons = [Opportunity.owner_id == user.id, Opportunity.id.in_(shared_with(user))]
    if user.role == Role.SUPERVISOR:
        reasons.append(Opportunity.owner_id.in_(select(User.id).where(User.team_id == user.team_id)))
    return query.where(or_(*reasons))

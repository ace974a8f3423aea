"""Contracts for whose sake support is asked."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.access import shared_with
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.rights.rules import Role


def worked_on(user: User) -> Select:
    """Select the contracts that a person owns or leads, and those of what they work along on."""
    query = select(Contract.id).where(Contract.status != Status.VOID)
    if user.role == Role.DIRECTOR:
        return query
    reasons = [Contract.owner_id == user.id, shared_with(user)]
    if user.role == Role.SUPERVISOR:
        reasons.append(Contract.owner_id.in_(select(User.id).where(User.team_id == user.team_id)))
    return query.where(or_(*reasons))

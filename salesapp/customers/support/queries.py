"""Customers for whose sake support is asked."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.db import db
from salesapp.rights.rules import Role


def load(customer_id: int) -> Customer | None:
    """Return a customer, whoever asks."""
    return db.session.get(Customer, customer_id)


def worked_on(user: User) -> Select:
    """Select the customers that a person owns or leads, and those on which they work along."""
    query = select(Customer.id).where(Customer.voided_at.is_(None))
    if user.role == Role.DIRECTOR:
        return query
    reasons = [
        Customer.owner_id == user.id,
        Customer.id.in_(
            select(CustomerCollaborator.customer_id).where(CustomerCollaborator.user_id == user.id)
        ),
    ]
    if user.role == Role.SUPERVISOR:
        reasons.append(Customer.owner_id.in_(select(User.id).where(User.team_id == user.team_id)))
    return query.where(or_(*reasons))

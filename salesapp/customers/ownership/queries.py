"""Who owned a customer, and who could own it or work on it, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator, OwnerChange
from salesapp.db import db
from salesapp.rights.rules import SALES


def owner_log(customer_id: int) -> Sequence[OwnerChange]:
    """Return every change of a customer's owner, the latest first."""
    query = (
        select(OwnerChange)
        .where(OwnerChange.customer_id == customer_id)
        .options(joinedload(OwnerChange.to), joinedload(OwnerChange.by))
        .order_by(OwnerChange.id.desc())
    )
    return db.session.scalars(query).unique().all()


def possible_owners(user: User) -> Sequence[User]:
    """Return whom a person may give a customer to: the sales people of their team, for a director of all teams."""
    query = select(User).where(User.active, User.role.in_(SALES)).order_by(User.team_id, User.id)
    if not access.sees_all(user):
        query = query.where(User.team_id == user.team_id) if user.team_id else query.where(User.id == user.id)
    return db.session.scalars(query).unique().all()


def choosable_owners(user: User) -> Sequence[User]:
    """Return whom a person may register customers for; nobody else where they only register their own."""
    return possible_owners(user) if access.may_hand_over(user) else ()


def possible_colleagues(customer: Customer) -> Sequence[User]:
    """Return who could work on a customer with its owner."""
    taken = [c.user_id for c in customer.collaborations] + [customer.owner_id or 0]
    query = select(User).where(User.active, User.role.in_(access.COLLEAGUES), User.id.not_in(taken))
    return db.session.scalars(query.order_by(User.id)).unique().all()


def colleagues(customer_id: int) -> Sequence[str]:
    """Return the names of who works on a customer with its owner, in the order in which they came."""
    query = select(User.name).join(CustomerCollaborator, CustomerCollaborator.user_id == User.id)
    query = query.where(CustomerCollaborator.customer_id == customer_id).order_by(CustomerCollaborator.id)
    return db.session.scalars(query).all()


# ------------------------------------------------------------------------------ as what hangs on people


def owned(now: datetime) -> Select:
    """Select the customers, with their number and name."""
    query = select(Customer.id, Customer.number + " " + Customer.full_name)
    return query.where(Customer.voided_at.is_(None)).order_by(Customer.id)


def shared(now: datetime) -> Select:
    """Select the customers on which colleagues work along, with their number and name."""
    return owned(now).join(CustomerCollaborator, CustomerCollaborator.customer_id == Customer.id)

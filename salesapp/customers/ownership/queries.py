"""Who owned a customer, and who could own it or work on it, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.belongings.queries import receivers
from salesapp.accounts.models import User
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator, OwnerChange
from salesapp.db import db

_LINE = (
    Customer.id.label("record"),
    Customer.number,
    Customer.full_name.label("words"),
    User.name.label("owner"),
)


def owner_log(customer_id: int) -> Sequence[OwnerChange]:
    """Return every change of a customer's owner, the latest first."""
    query = (
        select(OwnerChange)
        .where(OwnerChange.customer_id == customer_id)
        .options(joinedload(OwnerChange.to), joinedload(OwnerChange.by))
        .order_by(OwnerChange.id.desc())
    )
    return db.session.scalars(query).unique().all()


def choosable_owners(user: User) -> Sequence[User]:
    """Return whom a person may register customers for; nobody else where they only register their own."""
    return receivers(user) if access.may_assign(user) else ()


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
    """Select the customers that somebody owns (F23)."""
    query = select(Customer.id, *_LINE).join(User, User.id == Customer.owner_id)
    return query.where(Customer.voided_at.is_(None)).order_by(Customer.id)


def shared(now: datetime) -> Select:
    """Select the shares of colleagues in customers."""
    share = CustomerCollaborator
    query = select(share.id, *_LINE).join(Customer, Customer.id == share.customer_id)
    query = query.outerjoin(User, User.id == Customer.owner_id)
    return query.where(Customer.voided_at.is_(None)).order_by(Customer.id)


def hold(customer_id: int) -> None:
    """Hold a customer until the commit, before anything that hangs on it."""
    query = select(Customer.id).where(Customer.id == customer_id).with_for_update(key_share=True)
    db.session.execute(query)


def these(ids: Sequence[int]) -> Sequence[Customer]:
    """Return some customers with their owners, whoever asks."""
    query = select(Customer).where(Customer.id.in_(ids)).options(joinedload(Customer.owner))
    return db.session.scalars(query.order_by(Customer.id)).unique().all()


def these_shares(ids: Sequence[int]) -> Sequence[CustomerCollaborator]:
    """Return some shares of customers."""
    query = select(CustomerCollaborator).where(CustomerCollaborator.id.in_(ids))
    return db.session.scalars(query.order_by(CustomerCollaborator.id)).unique().all()

"""Who owned a customer, and who could own it or work on it, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.belongings.queries import receivers
from salesapp.accounts.belongings.rules import Held, Of
from salesapp.accounts.models import User
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator, OwnerChange
from salesapp.db import db
from salesapp.web import clock
from salesapp.web.addresses import address


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
    """Select the customers, with their number and name."""
    query = select(Customer.id, Customer.number + " " + Customer.full_name)
    return query.where(Customer.voided_at.is_(None)).order_by(Customer.id)


def shared(now: datetime) -> Select:
    """Select the customers on which colleagues work along, with their number and name."""
    return owned(now).join(CustomerCollaborator, CustomerCollaborator.customer_id == Customer.id)


def these(ids: Sequence[int]) -> Sequence[Customer]:
    """Return some customers with their owners, whoever asks."""
    query = select(Customer).where(Customer.id.in_(ids)).options(joinedload(Customer.owner))
    return db.session.scalars(query.order_by(Customer.id)).unique().all()


def these_shares(ids: Sequence[int]) -> Sequence[CustomerCollaborator]:
    """Return some shares of customers."""
    query = select(CustomerCollaborator).where(CustomerCollaborator.id.in_(ids))
    return db.session.scalars(query.order_by(CustomerCollaborator.id)).unique().all()


def held(user_id: int | None, of: Of | None = None) -> list[Held]:
    """Return the customers that a person owns (F23)."""
    query = (
        owned(clock.now())
        .join(User, User.id == Customer.owner_id)
        .with_only_columns(Customer.id, Customer.number, Customer.full_name, User.name)
        .where(Customer.owner_id == user_id)
    )
    return [_held(row.id, row) for row in db.session.execute(query)]


def held_shares(user_id: int | None, of: Of | None = None) -> list[Held]:
    """Return the customers of others on which a person works along, by the number of the share."""
    query = (
        shared(clock.now())
        .outerjoin(User, User.id == Customer.owner_id)
        .with_only_columns(
            CustomerCollaborator.id.label("share"),
            Customer.id,
            Customer.number,
            Customer.full_name,
            User.name,
        )
        .where(CustomerCollaborator.user_id == user_id)
    )
    return [_held(row.share, row) for row in db.session.execute(query)]


def _held(number: int, row: Row) -> Held:
    return Held(
        number, row.number, row.full_name, address("customers.show", customer_id=row.id), row.name or ""
    )

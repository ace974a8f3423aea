"""Who sees which customers, and who may change them: every look-up begins here."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.customers.models import Contact, Customer, CustomerCollaborator
from salesapp.db import db
from salesapp.rights.rules import Role

Share = Callable[[User], Select]
MAY_CHANGE = frozenset({"rep", "supervisor", "director"})
MAY_HAND_OVER = frozenset({"supervisor", "director"})


def _shows(role: str) -> list[Share]:
    """Return what else a role sees because of its work, as capabilities above declare it."""
    return [ids for part in capability.installed() if (ids := part.shows.get("customer", {}).get(Role(role)))]


def visible_to(user: User) -> Select[tuple[Customer]]:
    """Return the customers a person may see: own and shared ones, those of the team, all, or those of their work."""
    query = select(Customer).where(Customer.voided_at.is_(None))
    if user.role == "director":
        return query
    shared = select(CustomerCollaborator.customer_id).where(CustomerCollaborator.user_id == user.id)
    reasons = [Customer.id.in_(shared), *(Customer.id.in_(ids(user)) for ids in _shows(user.role))]
    if user.role == "rep":
        reasons.append(Customer.owner_id == user.id)
    elif user.role == "supervisor":
        team = select(User.id).where(User.team_id == user.team_id)
        reasons.append(or_(Customer.owner_id == user.id, Customer.owner_id.in_(team)))
    elif user.role in ("admin", "auditor"):
        return query.where(false())
    return query.where(or_(*reasons))


def find(customer_id: int, user: User) -> Customer | None:
    """Return one customer with its people, to be changed, if this person may see it."""
    query = visible_to(user).where(Customer.id == customer_id)
    return db.session.scalar(query.options(joinedload(Customer.owner), selectinload(Customer.contacts)))


def find_contact(contact_id: int, user: User) -> Contact | None:
    """Return one contact with its customer, if this person may see that."""
    seen = visible_to(user).with_only_columns(Customer.id)
    query = select(Contact).where(Contact.id == contact_id, Contact.customer_id.in_(seen))
    return db.session.scalar(query.options(joinedload(Contact.customer).selectinload(Customer.contacts)))


def sees(customer_id: int, user: User) -> bool:
    """Return whether a person may see a customer."""
    query = visible_to(user).with_only_columns(Customer.id).where(Customer.id == customer_id)
    return db.session.scalar(query) is not None


def may_change(user: User) -> bool:
    """Return whether a person who sees a customer may also change it: sales do, all others only read."""
    return user.role in MAY_CHANGE


def may_hand_over(user: User) -> bool:
    """Return whether a person who sees a customer may give it to another owner: supervisors and directors."""
    return user.role in MAY_HAND_OVER

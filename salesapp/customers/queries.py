"""Customers, read: what other floors ask for, the history of one, and who could work on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.customers.cards import Card, Person, card, people
from salesapp.customers.lists import name_of, pick, pick_contacts
from salesapp.customers.models import Contact, Customer, OwnerChange
from salesapp.customers.sight import find, find_contact, may_change, may_hand_over, sees, visible_to
from salesapp.db import db
from salesapp.trail.models import AuditEntry

__all__ = [
    "Card", "Change", "Person", "card", "changes", "find", "find_contact", "groups_above", "may_change", "may_hand_over",
    "name_of", "owner_log", "people", "pick", "pick_contacts", "possible_colleagues", "possible_owners", "sees",
    "visible_to",
]  # fmt: skip


def groups_above(customer_id: int | None) -> set[int]:
    """Return a company and the groups that it belongs to, up to the top."""
    above: set[int] = set()
    while customer_id is not None and customer_id not in above:
        above.add(customer_id)
        customer_id = db.session.scalar(select(Customer.parent_id).where(Customer.id == customer_id))
    return above


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
    query = (
        select(User).where(User.active, User.role.in_(("rep", "supervisor"))).order_by(User.team_id, User.id)
    )
    if user.role != "director":
        query = query.where(User.team_id == user.team_id) if user.team_id else query.where(User.id == user.id)
    return db.session.scalars(query).unique().all()


def possible_colleagues(customer: Customer) -> Sequence[User]:
    """Return who could work on a customer with its owner."""
    taken = [c.user_id for c in customer.collaborations] + [customer.owner_id or 0]
    working = ("rep", "supervisor", "tech", "service")
    query = select(User).where(User.active, User.role.in_(working), User.id.not_in(taken)).order_by(User.id)
    return db.session.scalars(query).unique().all()


#: Fields that follow from something else that is told anyway.
BY_ITSELF = frozenset(
    {
        "owner_id",
        "owner_since",
        "last_contact_at",
        "former_names",
        "activity_level",
        "match_score",
        "successor_id",
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed: when, by whom, of what, from what to what."""

    at: datetime
    by: str | None
    subject: str
    label: str | None
    field: str
    before: Any
    after: Any


def changes(customer_id: int, limit: int = 30) -> list[Change]:
    """Return the latest changes of a customer's fields and of its people's, from the audit trail (R7, R47)."""
    of_people = select(Contact.id).where(Contact.customer_id == customer_id)
    query = (
        select(
            AuditEntry.at,
            AuditEntry.actor_name,
            AuditEntry.object_type,
            AuditEntry.object_label,
            AuditEntry.changes,
        )
        .where(
            AuditEntry.event == "change",
            or_(
                and_(AuditEntry.object_type == "customer", AuditEntry.object_id == customer_id),
                and_(AuditEntry.object_type == "contact", AuditEntry.object_id.in_(of_people)),
            ),
        )
        .order_by(AuditEntry.seq.desc())
        .limit(limit)
    )
    found = []
    for row in db.session.execute(query):
        for field, (before, after) in json.loads(row.changes).items():
            if field == "parent_id":
                before, after = _name(before), _name(after)
            if field not in BY_ITSELF:
                found.append(
                    Change(row.at, row.actor_name, row.object_type, row.object_label, field, before, after)
                )
    return found[:limit]


def _name(customer_id: int | None) -> str | None:
    return (
        db.session.scalar(select(Customer.full_name).where(Customer.id == customer_id))
        if customer_id
        else None
    )

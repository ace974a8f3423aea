"""What people choose from by typing: customers, and the people of one; only what they may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from salesapp.accounts.models import User
from salesapp.customers.access import visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.queries import named
from salesapp.customers.contacts.rules import Status
from salesapp.customers.lists.queries import found_by
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import db

PICK = 12


def pick(term: str, user: User, limit: int = PICK) -> Sequence:
    """Return customers to choose from, the best match first: (id, full_name, number, owner_name)."""
    words = search_text.terms(term)
    query = visible_to(user)
    if words:
        query = query.where(found_by(term))
    order: list[ColumnElement] = [Customer.updated_at.desc()]
    if words:
        order.insert(0, Customer.full_name.startswith(words[0], autoescape=True).desc())
    return db.session.execute(
        query.outerjoin(User, User.id == Customer.owner_id)
        .with_only_columns(Customer.id, Customer.full_name, Customer.number, User.name.label("owner_name"))
        .order_by(*order)
        .limit(limit)
    ).all()


def pick_contacts(customer_id: int, user: User, term: str = "", limit: int = PICK) -> Sequence[Contact]:
    """Return the people of a customer to choose from, those in office, the key one first."""
    seen = visible_to(user).with_only_columns(Customer.id)
    query = (
        select(Contact)
        .where(
            Contact.customer_id == customer_id,
            Contact.customer_id.in_(seen),
            Contact.status == Status.ACTIVE.value,
        )
        .order_by(Contact.is_key.desc(), Contact.id)
    )
    if term:
        query = query.where(
            or_(
                named(search_text.normalise(term)),
                Contact.pinyin.startswith(search_text.normalise(term).replace(" ", ""), autoescape=True),
            )
        )
    return db.session.scalars(query.limit(limit)).all()


def name_of(customer_id: int, user: User) -> str | None:
    """Return the name of a customer that a person may see."""
    query = visible_to(user).with_only_columns(Customer.full_name).where(Customer.id == customer_id)
    return db.session.scalar(query)

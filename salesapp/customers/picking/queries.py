"""What people choose from by typing: customers, and the people of one; only what they may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from salesapp.accounts.models import User
from salesapp.customers.access import seen_at, sees_few, visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.queries import named
from salesapp.customers.contacts.rules import Status
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.words.queries import found_by
from salesapp.db import db

PICK = 12
LATEST = 100  # among so many the best match is looked for


def pick(term: str, user: User, limit: int = PICK) -> Sequence:
    """Return customers to choose from, the best match first: (id, full_name, number, owner_name).

    Of the ``LATEST`` that changed last, those come first whose name begins with what was typed: to look at every name for
    that would read all customers at each key.
    """
    words = search_text.terms(term)
    query = visible_to(user, of_few=sees_few(user, term))
    if words:
        query = query.where(found_by(term))
    rows = db.session.execute(
        query.outerjoin(User, User.id == Customer.owner_id)
        .with_only_columns(Customer.id, Customer.full_name, Customer.number, User.name.label("owner_name"))
        .order_by(Customer.updated_at.desc(), Customer.id.desc())
        .limit(LATEST if words else limit)
    ).all()
    if words:
        rows = sorted(rows, key=lambda row: not search_text.normalise(row.full_name).startswith(words[0]))
    return rows[:limit]


def pick_contacts(customer_id: int, user: User, term: str = "", limit: int = PICK) -> Sequence[Contact]:
    """Return the people of a customer to choose from, those in office, the key one first."""
    query = (
        select(Contact)
        .where(
            Contact.customer_id == customer_id,
            seen_at(Contact.customer_id, user),
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

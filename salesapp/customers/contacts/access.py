"""Whose data a person may look at: the people of the customers that they see."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.customers.access import seen_at
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db


def find(contact_id: int, user: User) -> Contact | None:
    """Return one contact with its customer, if this person may see that."""
    query = select(Contact).where(Contact.id == contact_id, seen_at(Contact.customer_id, user))
    return db.session.scalar(query.options(joinedload(Contact.customer).selectinload(Customer.contacts)))

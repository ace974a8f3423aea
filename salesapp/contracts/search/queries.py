"""Contracts in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import func

from salesapp.accounts.models import User
from salesapp.contracts.access import visible_to
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.customers.search.queries import said_in
from salesapp.db import db
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the contracts that are found by number, or by the words, reading or initials of their name, the latest first."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Contract.customer_id)
        .where(said_in(Contract.search_text, term))
        .with_only_columns(
            Contract.id,
            Contract.name,
            Contract.number,
            func.coalesce(Customer.short_name, Customer.full_name),
        )
        .order_by(None)
        .order_by(Contract.updated_at.desc(), Contract.id.desc())
        .limit(limit)
    )
    return [
        Hit(name, f"{number} · {customer}", number, row_id)
        for row_id, name, number, customer in db.session.execute(query)
    ]

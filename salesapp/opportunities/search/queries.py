"""Opportunities in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import func

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.customers.search.queries import said_in
from salesapp.db import db
from salesapp.opportunities.access import visible_to
from salesapp.opportunities.models import Opportunity
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the opportunities that are found by number, or by the words, reading or initials of their name, the latest first."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(said_in(Opportunity.search_text, term))
        .with_only_columns(
            Opportunity.id,
            Opportunity.name,
            Opportunity.number,
            func.coalesce(Customer.short_name, Customer.full_name),
        )
        .order_by(None)
        .order_by(Opportunity.updated_at.desc(), Opportunity.id.desc())
        .limit(limit)
    )
    return [
        Hit(name, f"{number} · {customer}", number, row_id)
        for row_id, name, number, customer in db.session.execute(query)
    ]

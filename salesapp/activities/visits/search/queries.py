"""Visits in the search for everything: by their number alone (conventions 3.12)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.activities.visits.access import visible_to
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import Status
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web.formats import short_moment
from salesapp.web.hits import Hit

PREFIX = "BF"


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the visits whose number begins like this, the latest first."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Visit.customer_id)
        .where(Visit.number.startswith(term.upper(), autoescape=True))
        .with_only_columns(Visit.id, Visit.number, Visit.status, Visit.starts_at, Customer.full_name)
        .order_by(Visit.id.desc())
        .limit(limit)
    )
    return [
        Hit(
            number,
            " · ".join(part for part in (customer, Status(status).label, short_moment(starts_at)) if part),
            number,
            row_id,
        )
        for row_id, number, status, starts_at, customer in db.session.execute(query)
    ]

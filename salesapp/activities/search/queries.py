"""Contact records in the search for everything: by their number alone (conventions 3.12)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.activities.access import visible_to
from salesapp.activities.models import Activity
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web.hits import Hit

PREFIX = "GT"


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the contact records whose number begins like this, the latest first."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Activity.customer_id)
        .where(Activity.number.startswith(term.upper(), autoescape=True))
        .with_only_columns(Activity.id, Activity.number, Customer.full_name)
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return [Hit(number, customer, number, row_id) for row_id, number, customer in db.session.execute(query)]

"""The keys by which customers are found and compared, written anew where a new version reads names otherwise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from salesapp.customers.models import Customer
from salesapp.db import db

BATCH = 500
WITHOUT = (
    select(Customer)
    .where(Customer.search_text == "")
    .options(selectinload(Customer.contacts))
    .order_by(Customer.id)
    .limit(BATCH)
)


def write_anew(*, at: datetime) -> int:
    """Write the keys of every customer whose search line a migration left empty, and commit; return how many.

    Only what is derived changes, so the trail tells nothing. Who would get the name key of another firm keeps the old
    one: the two were registered when they counted as different.
    """
    done = 0
    while found := db.session.scalars(WITHOUT).all():
        for customer in found:
            for contact in customer.contacts:
                contact.write_keys()
            customer.write_keys(taken=_taken)
        done += len(found)
        db.session.commit()
    return done


def _taken(name_key: str, customer_id: int) -> bool:
    query = select(Customer.id).where(Customer.name_key == name_key, Customer.id != customer_id)
    return db.session.scalar(query) is not None

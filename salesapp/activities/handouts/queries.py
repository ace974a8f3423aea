"""Who gave what to whom, of a piece of the library and of a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select

from salesapp.accounts.models import User
from salesapp.activities.handouts.models import Handout
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.playbook.library.models import LibraryItem

MOST = 20


def of_item(item_id: int, user: User) -> Sequence[Row]:
    """Return who gave a piece to which of the customers that this person sees, the latest first."""
    return db.session.execute(_told(user).where(Handout.item_id == item_id)).all()


def of_customer(customer_id: int, user: User) -> Sequence[Row]:
    """Return what a customer got of the library, the latest first."""
    return db.session.execute(_told(user).where(Handout.customer_id == customer_id)).all()


def _told(user: User) -> Select:
    columns = (
        Handout.id, Handout.at, Handout.no, Handout.way, Handout.item_id, Handout.customer_id, LibraryItem.name.label("item"),
        func.coalesce(Customer.short_name, Customer.full_name).label("customer"), User.name.label("who"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(LibraryItem, LibraryItem.id == Handout.item_id)
        .join(Customer, Customer.id == Handout.customer_id)
        .join(User, User.id == Handout.by_id)
        .where(customers.seen_by(user, walking=True))
        .order_by(Handout.at.desc(), Handout.id.desc())
        .limit(MOST)
    )

"""The visits of a customer or an opportunity, read in one look: those to come, then the latest of those that have ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, case, select

from salesapp.accounts.models import User
from salesapp.activities.visits.access import seen_by
from salesapp.activities.visits.models import Visit, visit_contact
from salesapp.activities.visits.rules import OPEN
from salesapp.customers.contacts.models import Contact
from salesapp.db import db
from salesapp.statements import kept
from salesapp.web.story import About


def lines_of(about: About, user: User, *, size: int, before: datetime | None = None) -> Sequence[Row]:
    """Return the open visits by their time, then the ended ones, the latest first; before a moment only those."""
    given = (user, about.customer_id, about.opportunity_id, before)
    return db.session.execute(*_lines_of(*given, size=size)).all()


@kept
def _lines_of(
    user: User, customer_id: int | None, opportunity_id: int | None, before: datetime | None, *, size: int
) -> Select:
    met = (
        select(Contact.name)
        .join(visit_contact, visit_contact.c.contact_id == Contact.id)
        .where(visit_contact.c.visit_id == Visit.id)
        .order_by(Contact.id)
        .limit(1)
        .scalar_subquery()
    )
    is_open = Visit.status.in_(OPEN)
    query = (
        select(
            Visit.id, Visit.number, Visit.kind, Visit.status, Visit.starts_at, Visit.ends_at, Visit.purpose, Visit.place,
            Visit.told_at, User.name.label("owner"), met.label("contact"),
        )
        .join(User, User.id == Visit.owner_id)
        .where(seen_by(user))
        .order_by(
            case((is_open, 0), else_=1), case((is_open, Visit.starts_at)).nulls_last(), Visit.told_at.desc(), Visit.id
        )
        .limit(size)
    )  # fmt: skip
    if before is not None:
        query = query.where(~is_open, Visit.told_at < before)
    return About(customer_id, opportunity_id).only(query, Visit)

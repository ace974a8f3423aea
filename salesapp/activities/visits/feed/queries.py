"""Visits as a person's calendar on the phone holds them: one's own, those one goes along to, for a while those called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, and_, case, func, or_, select

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit, VisitTurn, visit_contact
from salesapp.activities.visits.rules import Status, Turn
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.work.feed.rules import AHEAD, BACK, MOST


def entries(user: User, now: datetime) -> Sequence[Row]:
    """Return the visits of a person's calendar in the order of their days; one of a customer who is hidden since is left out.

    What was called off stays as long as the calendar looks back, and what was moved without a new time at its old one.
    """
    given_up = (
        select(VisitTurn.starts_at)
        .where(VisitTurn.visit_id == Visit.id, VisitTurn.what == Turn.MOVED)
        .order_by(VisitTurn.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    starts_at = func.coalesce(Visit.starts_at, given_up).label("begins")
    seen = customers.seen_at(Visit.customer_id, user)
    along = select(VisitCompanion.visit_id).where(VisitCompanion.user_id == user.id)
    gone = and_(Visit.status.in_((Status.CANCELLED, Status.MOVED)), Visit.told_at < now - BACK)
    query = (
        select(
            Visit.id, Visit.kind, Visit.status, starts_at, Visit.ends_at, Visit.place, Visit.region, Visit.purpose,
            Visit.sequence, Visit.told_at, func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
            case((seen, 1), else_=0).label("seen"),
        )
        .join(Customer, Customer.id == Visit.customer_id)
        .where(
            access.goes(user), or_(seen, Visit.id.in_(along)),
            starts_at.between(now - BACK, now + AHEAD), ~gone,
        )
        .order_by(starts_at, Visit.id)
        .limit(MOST)
    )  # fmt: skip
    return db.session.execute(query).all()


def people(ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return whom one meets on some visits, with their numbers: (visit, name, title, mobile, landline)."""
    query = (
        select(visit_contact.c.visit_id, Contact.name, Contact.title, Contact.mobile, Contact.landline)
        .join(Contact, Contact.id == visit_contact.c.contact_id)
        .where(visit_contact.c.visit_id.in_(ids))
        .order_by(Contact.id)
    )
    found: dict[int, list[Row]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.visit_id, []).append(row)
    return found

"""Appointments of the same people around one, read in one look."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import AGREED, Status, end_of
from salesapp.activities.visits.warnings.rules import Slot
from salesapp.customers.models import Customer
from salesapp.db import db

#: How far around an appointment others are looked at.
AROUND = timedelta(hours=30)


def around(
    starts_at: datetime, people: Collection[int], *, without: int, minutes: int, seen_by: User
) -> list[Slot]:  # fmt: skip
    """Return the appointments of some people near a time, their own and those they go along to; ``minutes``: a usual length.

    One that ``seen_by`` may not see has neither number nor customer.
    """
    along = select(VisitCompanion.visit_id).where(VisitCompanion.user_id.in_(people))
    query = (
        select(
            Visit.id, Visit.number, func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
            Visit.starts_at, Visit.ends_at, Visit.region, Visit.owner_id, VisitCompanion.user_id.label("companion_id"),
            case((access.seen_by(seen_by), 1), else_=0).label("seen"),
        )
        .join(Customer, Customer.id == Visit.customer_id)
        .outerjoin(VisitCompanion, VisitCompanion.visit_id == Visit.id)
        .where(
            Visit.starts_at.between(starts_at - AROUND, starts_at + AROUND), Visit.id != without,
            Visit.status.in_((Status.PLANNED, *AGREED)), or_(Visit.owner_id.in_(people), Visit.id.in_(along)),
        )
        .order_by(Visit.starts_at, Visit.id)
    )  # fmt: skip
    who: dict[int, set[int]] = {}
    rows = {}
    for row in db.session.execute(query):
        rows[row.id] = row
        who.setdefault(row.id, {row.owner_id}).add(row.companion_id)
    return [
        Slot(
            row.id, row.number if row.seen else "", row.customer if row.seen else "", row.starts_at,
            end_of(row.starts_at, row.ends_at, minutes=minutes), row.region,
            frozenset(each for each in who[row.id] if each is not None),
        )
        for row in rows.values()
    ]  # fmt: skip

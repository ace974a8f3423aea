"""Visits for tests: planned through the same verb as on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from salesapp.activities.visits import actions
from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.policies.actions import change
from tests.customers.factories import make_customer

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
HOUR = timedelta(hours=1)
TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 14:00 in Shanghai


def plan_values(customer, **changes) -> dict:
    """Return the values of a visit on Tuesday from two to three, not agreed yet."""
    values = {
        "customer_id": customer.id, "opportunity_id": None, "kind": "presentation", "purpose": "向副总汇报排产方案",
        "expected": "副总同意进入试用", "contact_ids": [customer.contacts[0].id], "companion_ids": [], "owner_id": None,
        "starts_at": TUESDAY, "ends_at": TUESDAY + HOUR, "booked_way": None, "confirmed": False, "transport": "自驾",
        "outline": None, "risks": None,
    }  # fmt: skip
    return values | changes


def make_visit(by, *, customer=None, at=NOW, **changes) -> Visit:
    """Plan a visit."""
    customer = customer or make_customer(by)
    db.session.flush()
    visit = actions.plan(plan_values(customer, **changes), by=by, at=at)
    db.session.commit()
    return visit


def booked(by, **changes) -> Visit:
    """Plan a visit that was agreed by phone."""
    return make_visit(by, booked_way="phone", **changes)


def our_cities(by, *names: str) -> None:
    """Say in which cities the company sits."""
    change("visit_cities", list(names), by=by, at=NOW)
    db.session.commit()


def sent(customer, **changes) -> dict:
    """Return what a browser sends with the sheet of a new visit; None leaves a field out."""
    fields = {
        "customer_id": customer.id, "opportunity_id": "0", "kind": "presentation", "contact_ids": customer.contacts[0].id,
        "purpose": "向副总汇报排产方案", "starts_at": "2026-11-24T14:00", "ends_at": "2026-11-24T15:00",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}

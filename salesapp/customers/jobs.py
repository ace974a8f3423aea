"""What customers do by themselves: their activity fades as the last contact recedes (R52)."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, case, literal, update

from salesapp.customers.models import Customer
from salesapp.customers.rules import ActivityLevel, fading_days
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock


def fade(*, at: datetime) -> int:
    """Set every customer's activity from the day of its last contact; return how many changed.

    The level follows from the contact records, so it is no edit: it moves no version and fills no audit trail. A
    second run on the same day changes nothing.
    """
    today = clock.local(at).date()
    high, medium = map(
        clock.at,
        fading_days(
            today, high_days=policy("activity_high_days"), medium_days=policy("activity_medium_days")
        ),
    )
    level = case(
        (Customer.last_contact_at >= high, literal(ActivityLevel.HIGH.value)),
        (Customer.last_contact_at >= medium, literal(ActivityLevel.MEDIUM.value)),
        else_=literal(ActivityLevel.LOW.value),
    )
    table = Customer.__table__
    changed = update(table).where(table.c.activity_level != level).values(activity_level=level)
    return cast(CursorResult, db.session.execute(changed)).rowcount

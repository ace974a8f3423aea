"""A visit is written down, and ends with that (F05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.actions import record_contact
from salesapp.activities.models import Activity
from salesapp.activities.visits import access
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import AGREED, check_turn


def write_down(visit: Visit, values: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Record what was said, with everything that follows from a contact, and end the visit with it."""
    access.check_change(visit, by)
    check_turn(visit.status, AGREED)
    activity = record_contact({**values, "customer_id": visit.customer_id}, by=by, at=at)
    visit.finish(activity, by=by, at=at)
    return activity

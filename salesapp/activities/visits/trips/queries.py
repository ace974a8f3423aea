"""Trips outside the city, read: the round of approval of a visit."""

from __future__ import annotations

from salesapp.activities.visits.trips.rules import TRIP
from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval


def latest(visit_id: int) -> Approval | None:
    """Return the latest round of a visit's trip."""
    return approvals.latest(TRIP, visit_id)

"""A visit is written down, and ends with that (F05)."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.actions import record_contact
from salesapp.activities.handouts.actions import hand_out
from salesapp.activities.models import Activity
from salesapp.activities.rules import Channel
from salesapp.activities.visits import access
from salesapp.activities.visits.actions import check_seen
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import AGREED, check_turn
from salesapp.playbook.library.rules import LibraryRefused


def write_down(
    visit: Visit, values: Mapping[str, Any], *, by: User, at: datetime, seen: str | None = None
) -> Activity:
    """Record what was said, with everything that follows from a contact, and end the visit with it.

    ``seen`` is the appointment whose boxes were filled: one that a colleague moved since is not ended unasked.
    The pieces of the library that were in the bag are given with that (R17).
    """
    access.check_change(visit, by)
    check_seen(visit, seen)
    check_turn(visit.status, AGREED)
    activity = record_contact({**values, "customer_id": visit.customer_id}, by=by, at=at)
    visit.finish(activity, by=by, at=at)
    for item in visit.preparation:
        if item.library_item_id is not None and item.done_at is not None:
            with contextlib.suppress(LibraryRefused):  # it went out of use since it was packed
                hand_out(item.library_item_id, visit.customer_id, Channel.VISIT, by=by, at=at)
    return activity

"""Carrying out early endings on the day that was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.endings import actions, queries
from salesapp.db import reading
from salesapp.parts import in_parts
from salesapp.web import clock


def carry_out(*, at: datetime) -> int:
    """End what ends along with the contracts whose agreed day has come, whatever days were missed; count them.

    What is still on its way to change them is void: nothing is added to a contract that has ended.
    """
    today = clock.local(at).date()
    with reading():
        come = queries.come_ids(today)

    def end(ids: Sequence[int]) -> int:
        endings = queries.come(today, ids)
        for ending in endings:
            amending.void_open(ending.contract, actions.why(ending), by=ending.by, at=at)
            actions.carry_out(ending, by=ending.by, at=at)
        return len(endings)

    return in_parts(come, end)

"""Carrying out early endings on the day that was agreed."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.endings import actions, queries
from salesapp.web import clock


def carry_out(*, at: datetime) -> int:
    """End what ends along with the contracts whose agreed day has come, whatever days were missed; count them.

    What is still on its way to change them is void: nothing is added to a contract that has ended.
    """
    come = queries.come(clock.local(at).date())
    for ending in come:
        amending.void_open(ending.contract, actions.why(ending), by=ending.by, at=at)
        actions.carry_out(ending, by=ending.by, at=at)
    return len(come)

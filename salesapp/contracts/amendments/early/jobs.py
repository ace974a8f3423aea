"""What early endings do by themselves: what hangs on their contracts ends on their day."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.amendments.early import actions


def carry_out(*, at: datetime) -> int:
    """End what ends along with the contracts whose agreed day has come; it counts them."""
    return actions.carry_out(at=at)

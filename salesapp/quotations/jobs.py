"""What quotations do by themselves: what binds us lapses after its last day."""

from __future__ import annotations

from datetime import datetime

from salesapp.quotations import actions


def lapse(*, at: datetime) -> int:
    """Let lapse what has passed its last day; it counts them. What was won, lost or replaced stays so."""
    return actions.lapse(at=at)

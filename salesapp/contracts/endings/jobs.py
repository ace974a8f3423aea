"""What ends of contracts do by themselves, every day: they are announced."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.endings import actions


def remind(*, at: datetime) -> int:
    """Write to the owners of contracts whose last day nears; it counts the mails."""
    return actions.remind(at=at)

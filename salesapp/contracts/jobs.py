"""What contracts do by themselves, every hour: late hand-offs climb to the supervisor."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.handoff import actions as handing


def chase(*, at: datetime) -> int:
    """Tell supervisors of late hand-offs, once each; it counts them."""
    return handing.escalate_overdue(at=at)

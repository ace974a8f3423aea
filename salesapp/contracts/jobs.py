"""What contracts do by themselves, every hour: late hand-offs climb to the supervisor, late approvers are reminded."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.approval import actions
from salesapp.contracts.handoff import actions as handing


def chase(*, at: datetime) -> int:
    """Tell supervisors of late hand-offs and remind late approvers, once each; it counts them."""
    return handing.escalate_overdue(at=at) + actions.remind_late_approvers(at=at)

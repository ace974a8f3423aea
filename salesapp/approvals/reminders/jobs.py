"""What approvals do by themselves, every hour: a passed limit reminds and is told to the superior."""

from __future__ import annotations

from datetime import datetime

from salesapp.approvals.reminders import actions


def chase(*, at: datetime) -> int:
    """Remind of decisions that are late, and tell the superiors."""
    return actions.escalate_late(at=at)

"""What the first page of the day shows beside the list of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.times import WEEKDAYS
from salesapp.home import keeping, queries
from salesapp.home.rules import Day
from salesapp.web import clock


def menu_counts(day: Day) -> dict[str, int]:
    """Return the numbers that stand in the menu."""
    return {"today": len(day.own) + day.unlisted, "contracts": len(day.waiting)}


def today(user: User, now: datetime) -> dict[str, Any]:
    """Return the figures of the day for one person: those that their role works by."""
    selling, leading = user.role in queries.SELLING, user.role in ("supervisor", "director")
    local = clock.local(now)
    return {
        "weekday": str(WEEKDAYS[local.weekday()]),
        "today": local.date(),
        "selling": selling,
        "leading": leading,
        "keeping": keeping.of(user, now),
        "handoff": queries.next_handoff(user) if user.role not in ("admin", "auditor") else None,
        "team": queries.team(user, now, local.date()) if leading else [],
        "steps": queries.first_steps(user) if user.role == "rep" else None,
    }

"""Visits on which a supervisor comes along: that is coaching, and counts as such (R67). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.activities.visits.rules import Status


@dataclass(frozen=True, slots=True)
class Coached:
    """How many visits of somebody a supervisor came along to: planned and done (R67)."""

    user_id: int
    name: str
    planned: int
    done: int


def coached(rows: Sequence[tuple[int, str, str, int]]) -> list[Coached]:
    """Count accompanied visits by person from (id, name, status, how many): a supervisor's company is coaching (R67)."""
    names = {user_id: name for user_id, name, _status, _count in rows}
    counts: dict[tuple[int, bool], int] = {}
    for user_id, _name, status, count in rows:
        if status == Status.CANCELLED:
            continue
        key = (user_id, status == Status.DONE)
        counts[key] = counts.get(key, 0) + count
    return [
        Coached(user_id, name, counts.get((user_id, False), 0), counts.get((user_id, True), 0))
        for user_id, name in names.items()
    ]

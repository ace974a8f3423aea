"""What speaks against an appointment: another one at the same time, too little time for the way. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Against(StrEnum):
    """What speaks against an appointment."""

    CLASH = "clash"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Slot:
    """One appointment: when, in which district, and who of ours goes."""

    visit_id: int
    number: str
    customer: str
    starts_at: datetime
    ends_at: datetime
    region: str | None
    who: frozenset[int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Another appointment that speaks against one: how, of whom, and the minutes between them."""

    against: Against
    other: Slot
    who: frozenset[int]
    minutes: int = 0


def against(mine: Slot, others: Iterable[Slot], *, minutes: int) -> Iterator[Meeting]:
    """Yield other appointments of the same people that overlap, or lie in another district with too few minutes between."""
    for other in others:
        who = mine.who & other.who
        if not who or other.visit_id == mine.visit_id:
            continue
        if mine.starts_at < other.ends_at and other.starts_at < mine.ends_at:
            yield Meeting(Against.CLASH, other, who)
            continue
        gap = max(other.starts_at - mine.ends_at, mine.starts_at - other.ends_at)
        elsewhere = bool(mine.region and other.region) and mine.region != other.region
        if elsewhere and gap < timedelta(minutes=minutes):
            yield Meeting(Against.TRAVEL, other, who, int(gap.total_seconds() // 60))

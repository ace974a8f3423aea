"""Which version of an instalment counts on which day, and what it is charged by that. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Version:
    """What an instalment said from one day on, until before another; without ``until`` it still says so."""

    since: date
    until: date | None
    due_on: date | None
    amount: Decimal

    def counts_on(self, day: date) -> bool:
        """Tell whether it is the one that counts on a day: its first day is in it, the next one's is not."""
        return self.since <= day and (self.until is None or day < self.until)

    def charged(self, day: date) -> Decimal:
        """Return what is charged by the end of a day on which it counts."""
        return self.amount if self.due_on is not None and self.due_on <= day else Decimal(0)


def charges(versions: Iterable[Version]) -> list[tuple[date, Decimal]]:
    """Return on which days an instalment is charged, and how much; what a later version takes back is charged less.

    Added up to any day, they make what the version that counted on that day had charged: a day that is over stays as it was.
    """
    moved: defaultdict[date, Decimal] = defaultdict(Decimal)
    for each in versions:
        if each.due_on is None:
            continue
        on = max(each.due_on, each.since)
        if each.until is None or on < each.until:
            moved[on] += each.amount
            if each.until is not None:
                moved[each.until] -= each.amount
    return sorted((on, amount) for on, amount in moved.items() if amount)

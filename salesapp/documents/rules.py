"""Business numbers: how each kind is written (conventions 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NumberKind:
    """How one kind of business number is written, and whether it starts anew each year or each month."""

    prefix: str
    digits: int
    monthly: bool = False

    def period(self, when: date) -> str:
        """Return the period whose counter a day draws from: 2026 or 202611."""
        return f"{when:%Y%m}" if self.monthly else f"{when:%Y}"

    def write(self, when: date, value: int) -> str:
        """Return the number as people read it; a counter past its digits just grows longer."""
        return f"{self.prefix}{self.period(when)}-{value:0{self.digits}d}"


NUMBER_KINDS = {
    "customer": NumberKind("KH", 4),
    "opportunity": NumberKind("SJ", 4),
    "activity": NumberKind("GT", 3, monthly=True),
    "contract": NumberKind("XS-HT-", 4),
    "handoff": NumberKind("JJ", 3, monthly=True),
}


def number_kind(name: str) -> NumberKind:
    """Return one kind of number; raises KeyError naming the kinds there are."""
    try:
        return NUMBER_KINDS[name]
    except KeyError:
        raise KeyError(f"no business number {name!r}; there are {', '.join(NUMBER_KINDS)}") from None


def day_of(when: date | int, month: int | None = None) -> date:
    """Return a day of the period meant: a date as it is, a year (and month) as its first day."""
    return when if isinstance(when, date) else date(when, month or 1, 1)

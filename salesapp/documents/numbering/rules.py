"""Business numbers: how each kind is written, and from which period it counts (conventions 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NumberKind:
    """How one kind of business number is written, and whether it starts anew each year or each month.

    A capability declares the kinds that it uses: ``NumberKind("quotation", "BJ", 3, monthly=True)``.
    """

    name: str
    prefix: str
    digits: int
    monthly: bool = False

    def period(self, when: date) -> str:
        """Return the period whose counter a day draws from: 2026 or 202611."""
        return f"{when:%Y%m}" if self.monthly else f"{when:%Y}"

    def write(self, when: date, value: int) -> str:
        """Return the number as people read it; a counter past its digits just grows longer."""
        return f"{self.prefix}{self.period(when)}-{value:0{self.digits}d}"


_kinds: dict[str, NumberKind] = {}


def declare(kinds: Iterable[NumberKind]) -> None:
    """Make kinds of number known; declaring the same ones again changes nothing.

    Raises ValueError where another kind has the name already, or writes its numbers with the same prefix: two
    counters would then give out one number twice.
    """
    for kind in kinds:
        other = next((k for k in _kinds.values() if kind.name == k.name or kind.prefix == k.prefix), kind)
        if other != kind:
            raise ValueError(f"{kind} and {other} cannot be told apart")
        _kinds[kind.name] = kind


def number_kind(name: str) -> NumberKind:
    """Return one kind of number; raises KeyError naming the kinds there are."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"no business number {name!r}; there are {', '.join(_kinds)}") from None


def day_of(when: date | int, month: int | None = None) -> date:
    """Return a day of the period meant: a date as it is, a year (and month) as its first day."""
    return when if isinstance(when, date) else date(when, month or 1, 1)

"""Money in pictures: what is owed by age, and what is expected to come in by week. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from salesapp.home.pictures.rules import MOST_BARS, Chart
from salesapp.words import lazy_gettext as _l

#: The weeks ahead that are told apart; with what is overdue they fill a drawing.
WEEKS = MOST_BARS - 1
WEEK = timedelta(days=7)
#: What stands in no week: overdue, after the last of them, and without a day.
LATE, LATER, UNMET = "late", "later", "unmet"


class By(StrEnum):
    """What a picture tells apart."""

    AGE = "age"
    WEEK = "week"


TITLES = {By.AGE: _l("What is owed by age"), By.WEEK: _l("Cash expected by week")}
COUNTED = {
    By.AGE: _l("What is open of the instalments of signed contracts, by the days since they were due; the due day itself is not "
               "overdue."),
    By.WEEK: _l("What nobody has paid yet, by the week of its due day, or of the day that was promised since; bills in hand by "
                "the day on which they mature. Weeks begin on Monday."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoneyChart(Chart):
    """One picture of money."""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(TITLES[By(self.by)])

    @property
    def counted(self) -> str:
        """What it counts."""
        return str(COUNTED[By(self.by)])


@dataclass(frozen=True, slots=True)
class Due:
    """What is expected on one day, or, without it, on none yet: instalments and bills in hand, and how many."""

    on: date | None
    amount: Decimal
    bills: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """What is expected in one week, or in none of them."""

    key: str
    amount: Decimal = Decimal("0.00")
    bills: Decimal = Decimal("0.00")
    count: int = 0

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.amount + self.bills


def keys(today: date) -> list[str]:
    """Return what is told apart, in its order: overdue, this week and the next ones by their Monday, later, without a day."""
    monday = today - timedelta(days=today.weekday())
    return [LATE, *((monday + nth * WEEK).isoformat() for nth in range(WEEKS)), LATER, UNMET]


def key_of(on: date | None, today: date) -> str:
    """Return in which part a day stands: what was due before today is overdue, though it is of this week."""
    if on is None:
        return UNMET
    if on < today:
        return LATE
    monday = on - timedelta(days=on.weekday())
    last = today - timedelta(days=today.weekday()) + (WEEKS - 1) * WEEK
    return LATER if monday > last else monday.isoformat()


def days_of(key: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a part; None where it has no such end.

    Raises ValueError for what is no part.
    """
    if key not in keys(today) or key == UNMET:
        raise ValueError(key)
    monday = today - timedelta(days=today.weekday())
    if key == LATE:
        return None, today - timedelta(days=1)
    if key == LATER:
        return monday + WEEKS * WEEK, None
    first = date.fromisoformat(key)
    return max(first, today), first + WEEK - timedelta(days=1)


def parts(dues: Iterable[Due], today: date) -> list[Part]:
    """Add up what is expected in each part; every fen stands in exactly one."""
    found = {key: Part(key) for key in keys(today)}
    for due in dues:
        key = key_of(due.on, today)
        before = found[key]
        found[key] = Part(key, before.amount + due.amount, before.bills + due.bills, before.count + due.count)
    return list(found.values())


def drawn(found: Sequence[Part]) -> list[Part]:
    """Return the parts that a drawing shows: what comes later, or has no day, would dwarf the weeks; the table has them."""
    return [part for part in found if part.key not in (LATER, UNMET)]

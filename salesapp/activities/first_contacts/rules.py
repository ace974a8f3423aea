"""What first contacts brought, by where the customer came from and who made them (R10). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from salesapp.words import lazy_gettext as _l

#: So many groups have a bar of their own; the table has them all.
MOST_BARS = 12
ROW, BAR, LEFT, WIDTH = 44, 12, 112, 250  # of the drawing


class By(StrEnum):
    """By what first contacts are told apart."""

    CHANNEL = "channel"
    REP = "rep"
    PERSONA = "persona"
    OPENING = "opening"


BY_LABELS = {
    By.CHANNEL: _l("By source channel"),
    By.REP: _l("By sales rep"),
    By.PERSONA: _l("By target profile"),
    By.OPENING: _l("By opening of the call"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The first contacts of one channel, rep, profile or opening: made, letters owed and in time, customers with an opportunity.

    Letters whose time was typed later are owed, and nobody knows that they were in time.
    """

    key: str
    label: str
    made: int
    letters: int
    in_time: int
    later: int
    converted: int

    @property
    def conversion(self) -> Decimal | None:
        """First contacts whose customer has an opportunity, in per cent."""
        return share(self.converted, self.made)

    @property
    def punctuality(self) -> Decimal | None:
        """Letters that left in time, in per cent of those owed."""
        return share(self.in_time, self.letters)


def share(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent, half up to a whole number; none of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal(1), "ROUND_HALF_UP") if whole else None


def total(groups: Iterable[Group], label: str) -> Group:
    """Return all groups as one."""
    known = list(groups)
    sums = (
        sum(getattr(each, name) for each in known)
        for name in ("made", "letters", "in_time", "later", "converted")
    )
    return Group("", label, *sums)


@dataclass(frozen=True, slots=True)
class Bar:
    """The two bars of a group, in the units of the drawing: those made, and below them those that became an opportunity."""

    group: Group
    y: int
    made: float
    converted: float


def bars(groups: Sequence[Group]) -> list[Bar]:
    """Lay groups out one below the other, each as wide as its number against the largest; nothing has no width."""
    most = max((each.made for each in groups), default=0) or 1
    return [
        Bar(each, no * ROW, _width(each.made, most), _width(each.converted, most))
        for no, each in enumerate(groups[:MOST_BARS])
    ]


def _width(count: int, most: int) -> float:
    return round(max(2.0, count * WIDTH / most), 1) if count else 0.0

"""From a match to what a row stores of it: score, reasons, intent, place in the list (R14; F02). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salesapp.prospecting.matching.rules import NOT_FOLLOWED, Condition, Facts, Fit, match
from salesapp.words import lazy_pgettext


class Intent(StrEnum):
    """意向标签: who is contacted first (R14)."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


INTENT_LABELS: Mapping[str, Any] = {
    Intent.HIGH: lazy_pgettext("intent", "High intent"),
    Intent.MIDDLE: lazy_pgettext("intent", "Middle intent"),
    Intent.LOW: lazy_pgettext("intent", "Low intent"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """By what the rows of a list are scored: a version of a persona, and from how many points on an intent is high or middle."""

    version_id: int | None
    conditions: Sequence[Condition]
    high: int
    middle: int

    @property
    def key(self) -> str:
        """What a list remembers of it."""
        return scale_key(self.version_id, high=self.high, middle=self.middle)


def scale_key(version_id: int | None, *, high: int, middle: int) -> str:
    """Return what a list remembers of the scale by which its rows were scored."""
    return f"{version_id or 0}:{high}:{middle}"


def columns(scale: Scale, facts: Facts, said: str | None = None) -> dict[str, Any]:
    """Return the columns of a row's score; without a persona there is none. ``said`` is the intent that somebody chose."""
    if scale.version_id is None:
        wish = Intent(said) if said else Intent.MIDDLE
        return {"score": None, "fit": Fit.FITS.value, "reasons": [], "intent": wish.value,
                "place": place(0, Fit.FITS, wish)}  # fmt: skip
    found = match(scale.conditions, facts)
    wish = Intent(said) if said else intent(found.score, found.fit, high=scale.high, middle=scale.middle)
    reasons = [[each.kind, each.rank, each.met, each.found] for each in found.reasons]
    return {"score": found.score, "fit": found.fit.value, "reasons": reasons, "intent": wish.value,
            "place": place(found.score, found.fit, wish)}  # fmt: skip


def intent(score: int, fit: str, *, high: int, middle: int) -> Intent:
    """Return who is contacted first: from ``high`` points on, with no must open; from ``middle`` on; the rest (R14)."""
    if fit in NOT_FOLLOWED or score < middle:
        return Intent.LOW
    return Intent.HIGH if score >= high and fit == Fit.FITS else Intent.MIDDLE


#: Where those stand that are not followed.
LAST = 9000


def places(wish: str) -> tuple[int, int]:
    """Return the first and the last place of an intent; the last one holds who is not followed too."""
    first = 1000 * (list(Intent).index(Intent(wish)) + 1)
    return first, first + 999 if wish != Intent.LOW else LAST + 999


def place(score: int, fit: str, wish: str) -> int:
    """Return where a company stands in its list, the least first: by intent, then by score; the not followed last."""
    if fit in NOT_FOLLOWED:
        return LAST + 100 - score
    return places(wish)[0] + 100 - score

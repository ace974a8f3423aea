"""Two quotations side by side: what was added, what was left out, what changed in which cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesapp.words import lazy_pgettext


class Change(StrEnum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


CHANGE_LABELS = {
    Change.ADDED: lazy_pgettext("comparison", "added"),
    Change.REMOVED: lazy_pgettext("comparison", "left out"),
    Change.CHANGED: lazy_pgettext("comparison", "changed"),
    Change.SAME: lazy_pgettext("comparison", "as before"),
}
TONES = {Change.ADDED: "ok", Change.REMOVED: "no", Change.CHANGED: "warn", Change.SAME: ""}

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of both: its words before and after, and which cells differ."""

    before: Words | None
    after: Words | None
    differs: frozenset[str] = frozenset()

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.before is None:
            return Change.ADDED
        if self.after is None:
            return Change.REMOVED
        return Change.CHANGED if self.differs else Change.SAME


def compared(before: Sequence[Words], after: Sequence[Words]) -> list[Compared]:
    """Match lines by product, else by name and specification, each once, as the newer orders them; then what is left out."""
    waiting = list(before)
    found = []
    for line in after:
        match = next((one for one in waiting if _key(one) == _key(line)), None)
        if match is not None:
            waiting.remove(match)
            found.append(Compared(match, line, differing(match, line)))
        else:
            found.append(Compared(None, line))
    return [*found, *(Compared(one, None) for one in waiting)]


def differing(before: Words, after: Words) -> frozenset[str]:
    """Return which cells differ."""
    return frozenset(name for name in after if before.get(name) != after.get(name))


def _key(line: Words) -> tuple[str, ...]:
    return (line["product_id"],) if line.get("product_id") else (line.get("name", ""), line.get("spec", ""))

"""What the search for everything finds, and who finds it (conventions 3.12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its words, what stands beside them, its number, and the record that opens."""

    title: str
    detail: str
    number: str
    record_id: int


@dataclass(frozen=True, slots=True)
class Search:
    """How one kind of record is found."""

    kind: str
    label: Any
    #: ``find(term, user, limit)``: the term is normalised; only what the person may see.
    find: Callable[[str, Any, int], list[Hit]]
    #: Where a hit opens, by kind of record, where that is not its own kind.
    opens: str = ""
    #: Cheap enough to be asked at every key.
    while_typing: bool = False
    #: How its numbers begin, where it is found by nothing else: such a term asks only here.
    prefix: str = ""

    def takes(self, term: str) -> bool:
        """Return whether a term is a number of this kind."""
        return bool(self.prefix) and term.upper().startswith(self.prefix) and any(map(str.isdigit, term))

"""Open dates that rules decide: whoever changes a rule sees which would move, and says whether they go along. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salesapp.refusals import Refusal


@dataclass(frozen=True)
class Dates:
    """Open dates that some policies decide; ``move(by=, at=)`` reckons them again, changes them and yields those that moved."""

    keys: frozenset[str]
    move: Callable[..., Iterable[Any]]


class OpenDates(Refusal):
    """A changed rule would move open dates: whoever changes it is shown which, and says whether they go along."""

    def __init__(self, message: str, moved: Sequence[Any]):
        super().__init__(message, field="dates")
        self.moved = tuple(moved)


class Along(StrEnum):
    """What becomes of open dates when a rule changes; nobody was asked yet where there is none."""

    MOVE = "move"
    KEEP = "keep"

"""How long decisions took, by step and by person: from the moment it stood before them to their word. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision: of which step, by whom, when it was asked and given, and by when it was due."""

    role: str
    person: str
    opened_at: datetime
    decided_at: datetime
    due_at: datetime | None
    person_id: int | None = None

    @property
    def hours(self) -> float:
        """How many hours it took."""
        return max((self.decided_at - self.opened_at).total_seconds(), 0) / HOUR

    @property
    def late(self) -> bool:
        """Whether it came after its time."""
        return self.due_at is not None and self.decided_at > self.due_at


@dataclass(frozen=True, slots=True)
class Line:
    """The decisions of one step, or of one person in it."""

    role: str
    person: str
    count: int
    median: float
    longest: float
    late: int
    person_id: int | None = None


def whole(taken: Iterable[Taken]) -> Line | None:
    """Return one line for whole rounds, from their submission to their end; nothing where none has ended."""
    rounds = list(taken)
    return _line("", "", rounds) if rounds else None


def lines(taken: Iterable[Taken]) -> list[Line]:
    """Return a line for each step and, below it, one for each person, the most first."""
    by_role: dict[str, dict[tuple[str, int | None], list[Taken]]] = {}
    for one in taken:
        by_role.setdefault(one.role, {}).setdefault((one.person, one.person_id), []).append(one)
    made = []
    for role, people in sorted(by_role.items()):
        made.append(_line(role, "", [one for each in people.values() for one in each]))
        made += [
            _line(role, name, each, number)
            for (name, number), each in sorted(people.items(), key=lambda pair: -len(pair[1]))
        ]
    return made


def _line(role: str, person: str, taken: list[Taken], person_id: int | None = None) -> Line:
    hours = [one.hours for one in taken]
    late = sum(one.late for one in taken)
    return Line(role, person, len(taken), median(hours), max(hours), late, person_id)

"""How long decisions took, by step and by person: from the moment it stood before them to their word. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

#: One decision: of which step, by whom, how many hours it took, and whether it came after its time. There are many.
Taken = tuple[str, int, float, bool]


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


def whole(hours: Sequence[float]) -> Line | None:
    """Return one line for whole rounds, from their submission to their end; nothing where none has ended."""
    return _line("", "", hours, 0) if hours else None


def lines(taken: Iterable[Taken], names: Mapping[int, str]) -> list[Line]:
    """Return a line for each step and, below it, one for each person, the most first."""
    hours: dict[str, dict[int, list[float]]] = {}
    late: dict[tuple[str, int], int] = {}
    for role, person, took, was_late in taken:
        hours.setdefault(role, {}).setdefault(person, []).append(took)
        late[role, person] = late.get((role, person), 0) + was_late
    made = []
    for role, people in sorted(hours.items()):
        everybody = [took for each in people.values() for took in each]
        made.append(_line(role, "", everybody, sum(late[role, person] for person in people)))
        made += [
            _line(role, names[person], each, late[role, person], person)
            for person, each in sorted(people.items(), key=lambda pair: -len(pair[1]))
        ]
    return made


def _line(role: str, person: str, hours: Sequence[float], late: int, person_id: int | None = None) -> Line:
    """Return a line; a clock that went back takes no time."""
    return Line(role, person, len(hours), max(median(hours), 0), max(*hours, 0), late, person_id)

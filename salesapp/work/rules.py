"""What somebody has to do by a time, whatever capability it comes from, and what of it comes first. Pure (R3, R33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

GRADES = ("S", "A", "B")
OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Todo:
    """Something a person must do: what, by when, and the one tap that does it."""

    due_at: datetime
    kind: str
    title: str
    detail: str
    url: str
    action_label: str
    action_url: str
    overdue: bool = False
    soon: bool = False
    due_words: str | None = None  # overrides the words made from due_at, e.g. "剩 2 小时"
    grade: str | None = None
    owner: str | None = None
    waiting: bool = False  # True: waits for my decision (等我处理); False: my own work (先做这些)
    hours_run: bool = (
        False  # a deadline that nights and weekends do not stop: first of all once it is near (R21)
    )
    at: datetime | None = None  # an hour that was agreed, where due_at is the end of its day
    one_tap: bool = False  # the tap itself does it; otherwise it opens the page where it is done
    #: How it was drawn, by whoever drew it.
    drawn: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def begin_url(self) -> str:
        """Where it is begun from the day's list, to which one comes back; a place on the page stays last."""
        path, mark, place = self.action_url.partition("#")
        return f"{path}{'&' if '?' in path else '?'}from=today{mark}{place}"


def urgency(todo: Todo) -> tuple[int, datetime, int]:
    """Rank one line of work: letters whose hours run out, what is overdue, what has an hour today, the rest.

    Within a rank the earlier due comes first, then the higher grade.
    """
    if todo.hours_run and (todo.overdue or todo.soon):
        rank = 0
    elif todo.overdue:
        rank = 1
    else:
        rank = 2 if todo.soon else 3
    grade = GRADES.index(todo.grade) if todo.grade in GRADES else len(GRADES)
    return (rank, todo.due_at, grade)


@dataclass(frozen=True, slots=True)
class Rest:
    """Work of one kind that is due but not listed."""

    kind: str
    words: str
    url: str
    #: By grade: how many, and how many of them overdue.
    by_grade: Mapping[str, tuple[int, int]]

    @property
    def due(self) -> int:
        """How many there are."""
        return sum(due for due, _late in self.by_grade.values())

    @property
    def late(self) -> int:
        """How many of them are overdue."""
        return sum(late for _due, late in self.by_grade.values())


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work in order: one's own, what waits for one's decision, and what is due but not listed."""

    own: tuple[Todo, ...] = ()
    waiting: tuple[Todo, ...] = ()
    rest: tuple[Rest, ...] = ()

    @property
    def overdue(self) -> int:
        """How many lines are overdue, the unlisted ones too."""
        return sum(rest.late for rest in self.rest) + sum(todo.overdue for todo in (*self.own, *self.waiting))

    def by_grade(self, kind: str) -> dict[str, int]:
        """Return how many of one kind are due today or before, by grade (R30–R32)."""
        due = [todo.grade for todo in self.own if todo.kind == kind]
        unlisted = [rest.by_grade for rest in self.rest if rest.kind == kind]
        return {
            grade: due.count(grade) + sum(counts[grade][0] for counts in unlisted if grade in counts)
            for grade in GRADES
        }

    @property
    def unlisted(self) -> int:
        """How many are due but not listed."""
        return sum(rest.due for rest in self.rest)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.own) + len(self.waiting) + self.unlisted


def in_order(todos: Iterable[Todo], rest: Iterable[Rest] = ()) -> Day:
    """Sort a day's work by urgency; ``rest`` counts what is not among it."""
    ordered = sorted(todos, key=urgency)
    return Day(
        own=tuple(todo for todo in ordered if not todo.waiting),
        waiting=tuple(todo for todo in ordered if todo.waiting),
        rest=tuple(rest),
    )


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of work that a figure of the day opens together, and their name."""

    label: Any
    kinds: frozenset[str]


def only(day: Day, wanted: str | None, named: Mapping[str, Kinds]) -> Day:
    """Keep the lines behind one figure, what is overdue or some kinds of work; an unknown name keeps all."""
    if wanted == OVERDUE:
        return Day(_late(day.own), _late(day.waiting), day.rest)
    if wanted is None or wanted not in named:
        return day
    kinds = named[wanted].kinds
    return Day(
        tuple(todo for todo in day.own if todo.kind in kinds),
        tuple(todo for todo in day.waiting if todo.kind in kinds),
        tuple(rest for rest in day.rest if rest.kind in kinds),
    )


def _late(todos: Sequence[Todo]) -> tuple[Todo, ...]:
    return tuple(todo for todo in todos if todo.overdue)

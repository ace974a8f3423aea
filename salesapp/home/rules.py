"""What comes first in a day's work, and what a chart looks like. Pure (R3, R10, R24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesapp.web.todo import Todo

GRADES = ("S", "A", "B")
LETTER, FOLLOW_UP = "thank_you", "follow_up"


def urgency(todo: Todo) -> tuple:
    """Rank one line of work: letters whose hours run out, what is overdue, what has an hour today, the rest.

    Within a rank the earlier due comes first, then the higher grade.
    """
    if todo.kind == LETTER and (todo.overdue or todo.soon):
        rank = 0
    elif todo.overdue:
        rank = 1
    else:
        rank = 2 if todo.soon else 3
    grade = GRADES.index(todo.grade) if todo.grade in GRADES else len(GRADES)
    return (rank, todo.due_at, grade)


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work in order: one's own, and what waits for one's decision."""

    own: tuple[Todo, ...]
    waiting: tuple[Todo, ...]
    #: Follow-ups that are due but not listed, by grade: (how many, how many of them overdue).
    beyond: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def overdue(self) -> int:
        """How many lines are overdue, the unlisted ones too."""
        unlisted = sum(late for _due, late in self.beyond.values())
        return unlisted + sum(todo.overdue for todo in (*self.own, *self.waiting))

    @property
    def follow_ups(self) -> dict[str, int]:
        """How many follow-ups are due today or before, by grade (R30–R32)."""
        due = [todo.grade for todo in self.own if todo.kind == FOLLOW_UP]
        return {grade: due.count(grade) + self.beyond.get(grade, (0, 0))[0] for grade in GRADES}

    @property
    def unlisted(self) -> int:
        """How many follow-ups are due but not listed."""
        return sum(due for due, _late in self.beyond.values())

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.own) + len(self.waiting) + self.unlisted


def in_order(todos: Iterable[Todo], beyond: Mapping[str, tuple[int, int]] | None = None) -> Day:
    """Sort a day's work by urgency; `beyond` counts the follow-ups that are not among it."""
    ordered = sorted(todos, key=urgency)
    return Day(
        own=tuple(todo for todo in ordered if not todo.waiting),
        waiting=tuple(todo for todo in ordered if todo.waiting),
        beyond=beyond or {},
    )


FILTERS = {
    "overdue": lambda todo: todo.overdue,
    "follow-ups": lambda todo: todo.kind == FOLLOW_UP,
    "letters": lambda todo: todo.kind == LETTER,
}


def only(day: Day, wanted: str | None) -> Day:
    """Keep the lines behind one figure; an unknown name keeps all."""
    keep = FILTERS.get(wanted or "")
    if keep is None:
        return day
    beyond = day.beyond if wanted != "letters" else {}
    return Day(tuple(filter(keep, day.own)), tuple(filter(keep, day.waiting)), beyond)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in the units of its drawing."""

    label: str
    words: str
    x: float
    y: float
    width: float
    height: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One stage of the funnel: how many, how much, and the weighted amount in 元."""

    stage: str
    label: str
    count: int
    amount: Decimal
    weighted: Decimal


def funnel_bars(
    rows: Sequence[FunnelRow], words: Sequence[str], *, width: float = 360, row_height: float = 34
) -> list[Bar]:
    """Lay the stages out as centred bars, as wide as their amount against the widest; an empty stage keeps a line."""
    most = max((row.amount for row in rows), default=Decimal(0)) or Decimal(1)
    bars = []
    for index, (row, said) in enumerate(zip(rows, words, strict=True)):
        wide = max(2.0, round(float(row.amount / most) * width, 1))
        bars.append(
            Bar(
                row.label,
                said,
                round((width - wide) / 2, 1),
                index * row_height,
                wide,
                row_height - 8,
                row.stage,
            )
        )
    return bars


@dataclass(frozen=True, slots=True)
class Month:
    """What a month may bring: its first day, and the weighted sum of what is expected in it, in 元."""

    first: date
    amount: Decimal
    weighted: Decimal


def months_from(first: date, count: int) -> list[date]:
    """Return the first days of so many months, beginning with the month of a day."""
    index = first.year * 12 + first.month - 1
    return [date((index + step) // 12, (index + step) % 12 + 1, 1) for step in range(count)]


def forecast(today: date, deals: Iterable[tuple[date, Decimal, int]], months: int = 6) -> list[Month]:
    """Sum expected amounts and amounts × win rate by month (3.6 加权预测); overdue dates count in the present month.

    ``deals`` are (expected date, amount in 元, win rate in per cent); what is later than the last month is left out.
    """
    firsts = months_from(today, months)
    sums = {first: [Decimal(0), Decimal(0)] for first in firsts}
    for expected, amount, rate in deals:
        first = max(expected.replace(day=1), firsts[0])
        if first in sums:
            sums[first][0] += amount
            sums[first][1] += amount * rate / 100
    return [
        Month(first, amount, weighted.quantize(Decimal("0.01"))) for first, (amount, weighted) in sums.items()
    ]


def column_bars(
    months: Sequence[Month],
    labels: Sequence[str],
    words: Sequence[str],
    *,
    width: float = 360,
    height: float = 140,
) -> list[Bar]:
    """Lay months out as columns of a chart, as high as their weighted amount against the highest."""
    most = max((month.weighted for month in months), default=Decimal(0)) or Decimal(1)
    step = width / max(len(months), 1)
    bars = []
    for index, (month, label, said) in enumerate(zip(months, labels, words, strict=True)):
        high = max(1.0, round(float(month.weighted / most) * (height - 24), 1))
        bars.append(
            Bar(
                label,
                said,
                round(index * step + step * 0.2, 1),
                round(height - high, 1),
                round(step * 0.6, 1),
                high,
            )
        )
    return bars

"""The table of what is owed by age, as plain values: each figure leads to its instalments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.payments.ageing import queries
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.payments.rules import days_late

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """What one customer, or the customers of one owner, owe by age."""

    who: int
    name: str
    amounts: dict[Bucket, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """All of it: every open fen stands in one bucket."""
        return sum(self.amounts.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Table:
    """What is owed by age, and the sums below."""

    lines: Sequence[Line]
    sums: Line
    #: Whether others owe less.
    more: bool


def table(user: User, owed: Owed) -> Table:
    """Return what is owed by age, whoever owes most on top."""
    found: dict[int, Line] = {}
    total = Line(0, "")
    for who, name, bucket, amount in queries.sums(user, owed, most=SHOWN + 1):
        line = total if who is None else found.setdefault(who, Line(who, name))
        line.amounts[Bucket(bucket)] = amount
    lines = sorted(found.values(), key=lambda line: (-line.total, line.who))
    return Table(lines[:SHOWN], total, len(lines) > SHOWN)


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment behind a figure."""

    values: Any
    late: int


def rows(user: User, owed: Owed, bucket: Bucket | None) -> list[Row]:
    """Return the instalments behind a figure, with the days that each is overdue."""
    return [Row(row, days_late(row.due_on, owed.as_of)) for row in queries.rows(user, owed, bucket)]

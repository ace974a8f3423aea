"""The table of what is owed by age, as plain values: each figure leads to its instalments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from salesapp.accounts.models import User
from salesapp.payments.ageing import queries
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.payments.rules import days_late
from salesapp.web.addresses import address
from salesapp.web.formats import yuan
from salesapp.web.pages import Page
from salesapp.words import gettext as _

SHOWN = 100
#: One figure of the table: the head above it, the amount in figures or nothing, and where its instalments are listed.
Cell = tuple[str, str, str]


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
    found, total = queries.sums(user, owed, most=SHOWN + 1)
    lines = sorted((Line(*one) for one in found), key=lambda line: (-line.total, line.who))
    return Table(lines[:SHOWN], Line(*total), len(lines) > SHOWN)


def cells(lines: Iterable[Line], owed: Owed, at: Mapping[str, str]) -> list[tuple[str, list[Cell]]]:
    """Put lines into words: the name, then a figure for each bucket and one for all.

    It is put together here: hundreds of figures each with an address of its own are most of the page.
    """
    heads = [(bucket.label, f"bucket={bucket.value}", bucket) for bucket in Bucket]
    whole, path, kept = _("Total"), address("ageing.rows"), urlencode(at)
    key = "owner" if owed.by_owner else "customer"

    def url(*named: str) -> str:
        asked = "&".join(filter(None, named))
        return f"{path}?{asked}" if asked else path

    def figures(line: Line) -> Iterator[Cell]:
        who = f"{key}={line.who}" if line.who else ""
        for label, named, bucket in heads:
            amount = line.amounts.get(bucket)
            yield label, yuan(amount) if amount else "", url(named, kept, who)
        yield whole, yuan(line.total) if line.total else "", url(kept, who)

    return [(line.name, list(figures(line))) for line in lines]


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment behind a figure."""

    values: Any
    late: int


def rows(user: User, owed: Owed, bucket: Bucket | None, cursor: str | None = None) -> Page[Row]:
    """Return a page of the instalments behind a figure, with the days that each is overdue."""
    found = queries.rows(user, owed, bucket, cursor)
    return Page([Row(row, days_late(row.due_on, owed.as_of)) for row in found.rows], found.next)

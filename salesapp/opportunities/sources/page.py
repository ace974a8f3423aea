"""What each source brought, as its page shows it: figures, each with the address of its records (R13)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.opportunities.sources import queries
from salesapp.playbook.dictionaries.queries import label
from salesapp.prospecting.rows.queries import REACHED
from salesapp.web.addresses import address
from salesapp.web.spans import Span

MOST_REFERRERS = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and where its records are."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one channel or one referrer brought."""

    name: str
    rows: Figure
    contacted: Figure
    customers: Figure
    opportunities: Figure
    won: int

    @property
    def share(self) -> int:
        """How many of a hundred rows became customers."""
        return round(100 * self.customers.count / self.rows.count) if self.rows.count else 0


def sources(user: User, days: Span | None = None) -> tuple[list[Line], list[Line]]:
    """Return what each channel brought, and each referrer, the largest first: of the rows that came into lists in some days."""
    rows, later = queries.rows(user, days), queries.opportunities(user, days)
    channels = _lines("channel", rows, later, lambda key: label("source_channel", key), days)
    return channels, _lines("referrer", rows, later, str, days)[:MOST_REFERRERS]


def _lines(
    name: str, rows: Sequence[Row], later: Sequence[Row], words: Callable[[str], str], days: Span | None
) -> list[Line]:
    """Add up what stands under one channel, or one referrer; who has none is left out."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in (*rows, *later):
        if key := getattr(row, name):
            counted[key].update(
                {one: count for one, count in row._mapping.items() if one not in ("channel", "referrer")}
            )
    ordered = sorted(counted.items(), key=lambda each: (-each[1]["rows"], each[0]))
    return [
        _line(words(key), count, {name: key, **(days.address if days else {})})
        for key, count in ordered
        if count["rows"]
    ]


def _line(words: str, count: Counter[str], asked: dict[str, str]) -> Line:
    return Line(
        words, Figure(count["rows"], address("prospects.index", **asked)),
        Figure(count["contacted"], address("prospects.index", result=REACHED, **asked)),
        Figure(count["customers"], address("prospects.index", result="customer", **asked)),
        Figure(count["opened"], address("prospect_sources.opportunities", **asked)), count["won"],
    )  # fmt: skip

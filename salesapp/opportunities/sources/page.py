"""What each source brought, as its page shows it: figures, each with the address of its records (R13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.opportunities.sources import queries
from salesapp.playbook.dictionaries.queries import label
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.rows.queries import REACHED
from salesapp.web.addresses import address


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


def channels(user: User) -> list[Line]:
    """Return what each channel brought, the largest first."""
    later = queries.opportunities(user, CustomerOrigin.channel)
    return list(_lines("channel", queries.rows(user), later, lambda key: label("source_channel", key)))


def referrers(user: User) -> list[Line]:
    """Return what each referrer brought, the largest first."""
    later = queries.opportunities(user, CustomerOrigin.referrer)
    return list(_lines("referrer", queries.referrers(user), later, str))


def _lines(
    name: str, rows: Iterable[Row], later: Mapping[Any, tuple[int, int]], words: Any
) -> Iterable[Line]:
    for row in rows:
        opened, won = later.get(row.key, (0, 0))
        asked = {name: row.key}
        yield Line(
            words(row.key), Figure(row.rows, address("prospects.index", **asked)),
            Figure(row.contacted, address("prospects.index", result=REACHED, **asked)),
            Figure(row.customers, address("prospects.index", result="customer", **asked)),
            Figure(opened, address("prospect_sources.opportunities", **asked)), won,
        )  # fmt: skip

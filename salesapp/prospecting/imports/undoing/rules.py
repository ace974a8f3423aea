"""What an import changed and what goes back: only what still stands as the import left it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.prospecting.imports.judging.rules import label
from salesapp.prospecting.imports.rules import ImportRefused
from salesapp.words import gettext as _

AMOUNTS = ("annual_output", "registered_capital", "revenue")
DAYS = ("founded_on", "planned_on")
#: What a field of a customer is called in a table.
CALLED = {"revenue": "annual_output", "capital_currency": "registered_capital"}
#: What goes back only as a whole.
TOGETHER = {"registered_capital", "capital_currency"}


#: The choice of a row whose record is taken back although somebody worked on it since.
BACK = "back"


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that an import made or changed and somebody worked on since; ``fixed`` says why it stays in any case."""

    number: int  # of the row of the table
    name: str
    place: str
    words: tuple[str, ...]
    version: int
    added: bool = False
    fixed: str = ""

    @property
    def mark(self) -> str:
        """The record as it was looked at."""
        return f"{self.number}-{self.version}"


def check_marks(chosen: Collection[str], touched: Iterable[Touched]) -> list[int]:
    """Return the rows that are taken back all the same; refuse where one was worked on after it was looked at."""
    known = {one.mark: one.number for one in touched if not one.fixed}
    if not set(chosen) <= set(known):
        raise ImportRefused(_("Somebody worked on one of these in the meantime: look at the list again."))
    return sorted(known[mark] for mark in set(chosen))


def returned(
    now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], *, whatever: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """Return the values that go back, as they are stored, and the words of those that somebody changed since.

    ``whatever``: those that somebody changed go back too.
    """
    back, kept, changed = {}, [], set()
    for name, value in before.items():
        if now.get(name) == after.get(name) or (whatever and now.get(name) != value):
            back[name] = _stored(name, value)
        elif now.get(name) != value:
            kept.append(label(CALLED.get(name, name)))
            changed.add(name)
    if changed & TOGETHER:  # an amount in another currency is another amount
        back = {name: value for name, value in back.items() if name not in TOGETHER}
    return back, list(filter(None, kept))


def left(
    people: Sequence[Mapping[str, Any]], added: Sequence[Mapping[str, Any]], *, whatever: bool = False
) -> list[Mapping[str, Any]]:
    """Return the people without those that the import added and nobody changed; ``whatever``: without those changed too."""
    gone = [dict(one) for one in added]
    names = {one["name"] for one in gone if one.get("name")} if whatever else set()
    mobiles = {one["mobile"] for one in gone if one.get("mobile")} if whatever else set()
    return [
        one
        for one in people
        if dict(one) not in gone and one.get("name") not in names and one.get("mobile") not in mobiles
    ]


def _stored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in AMOUNTS:
        return Decimal(value)
    return date.fromisoformat(value) if name in DAYS else value

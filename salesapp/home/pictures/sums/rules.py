"""What the pictures count, block by block of opportunities, and how it is put together. Pure.

Every picture is a sum over opportunities. They are counted in blocks by their number, and a change of one counts its block
anew; the others keep what they were. What is shown is the sum of the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.home.figures.rules import Month, forecast
from salesapp.home.pictures.rules import MONTHS, WON, By, Cause, Rate, Rival, Step, steps

#: Numbers by what they count: each key has as many as every other of its table.
Table = dict[Any, tuple[Any, ...]]
#: How many opportunities a block has at most.
SIZE = 2000


def added(tables: Iterable[Mapping[Any, tuple[Any, ...]]]) -> Table:
    """Add up tables, number by number."""
    found: Table = {}
    for table in tables:
        for key, numbers in table.items():
            _add(found, key, numbers)
    return found


def _add(table: Table, key: Any, numbers: tuple[Any, ...]) -> None:
    before = table.get(key)
    table[key] = numbers if before is None else tuple(map(sum, zip(before, numbers, strict=True)))


def block_of(number: int) -> int:
    """Return in which block an opportunity is counted."""
    return number // SIZE


@dataclass(frozen=True, slots=True)
class Sums:
    """What one block, or all of them, come to."""

    reached: Table
    stays: Table
    deals: Table
    rates: Mapping[By, Table]
    rhythm: Table
    ages: Table
    causes: Table
    rivals: Table


#: A block in which nothing is to be counted.
NOTHING = Sums(reached={}, stays={}, deals={}, rates={}, rhythm={}, ages={}, causes={}, rivals={})


class Found:
    """What is counted of several blocks, picture by picture, as the rows come."""

    def __init__(self) -> None:
        self._tables: dict[int, dict[str, Table]] = {}

    def take(self, picture: str, rows: Iterable[tuple[int, Any, tuple[Any, ...]]]) -> None:
        """Take in rows of a picture: the block, what is counted, its numbers; those of one thing are added up."""
        for block, key, numbers in rows:
            _add(self._tables.setdefault(block, {}).setdefault(picture, {}), key, numbers)

    def blocks(self) -> dict[int, Sums]:
        """Return what each block comes to that has anything."""
        return {block: _sums(tables) for block, tables in self._tables.items()}


def _sums(tables: Mapping[str, Table]) -> Sums:
    rates = {by: tables[by] for by in By if by in tables}
    others = {name: tables.get(name, {}) for name in Sums.__dataclass_fields__ if name != "rates"}
    return Sums(rates=rates, **others)


def together(blocks: Iterable[Sums]) -> Sums:
    """Add up blocks."""
    all_ = list(blocks)
    kinds = {by for one in all_ for by in one.rates}
    return Sums(
        reached=added(one.reached for one in all_), stays=added(one.stays for one in all_),
        deals=added(one.deals for one in all_),
        rates={by: added(one.rates[by] for one in all_ if by in one.rates) for by in kinds},
        rhythm=added(one.rhythm for one in all_), ages=added(one.ages for one in all_),
        causes=added(one.causes for one in all_), rivals=added(one.rivals for one in all_),
    )  # fmt: skip


def funnel(sums: Sums) -> list[Step]:
    """Return how many reached each stage, and how long they stayed there on average."""
    places = {place: numbers[0] for place, numbers in sums.reached.items() if place != WON}
    stayed = {stage: days / many for stage, (days, many) in sums.stays.items()}
    return steps(places, sums.reached.get(WON, (0,))[0], stayed)


def months(sums: Sums, today: date) -> list[Month]:
    """Return the weighted forecast of the coming months."""
    deals = [(month, Decimal(fen) / 100, rate) for (month, rate), (fen,) in sums.deals.items()]
    return forecast(today, deals, MONTHS)


def win_rates(sums: Sums, by: By) -> list[Rate]:
    """Return how many of each group were won and lost, the largest group first."""
    rates = [Rate(key, won, count - won) for key, (won, count) in sums.rates.get(by, {}).items()]
    return sorted(rates, key=lambda rate: (-(rate.won + rate.lost), rate.key))


def rhythm(sums: Sums, names: Mapping[int, str]) -> list[tuple[int, str, date, int, int]]:
    """Return, of each owner and month: who, the month's first day, follow-ups made in time and those due."""
    return sorted((owner, names[owner], month, *numbers) for (owner, month), numbers in sums.rhythm.items())


def causes(sums: Sums) -> list[Cause]:
    """Return how many endings had each cause, the commonest first."""
    found = [Cause(key, *numbers) for key, numbers in sums.causes.items()]
    return sorted(found, key=lambda cause: (-cause.total, cause.key))


def rivals(sums: Sums) -> list[Rival]:
    """Return the competitors that reviews name, those against whom we lost most first."""
    found = [
        Rival(name, won, lost, _apart(theirs, ours))
        for name, (won, lost, theirs, ours) in sums.rivals.items()
    ]
    return sorted(found, key=lambda rival: (-rival.lost, -rival.won, rival.name))


def _apart(theirs: int, ours: int) -> Decimal | None:
    return (Decimal(theirs - ours) * 100 / ours).quantize(Decimal("0.1")) if ours else None

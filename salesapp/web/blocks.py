"""What one capability puts on the page of another's record: blocks with their macro, and what is made from it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import false, or_

from salesapp import capability
from salesapp.rounds import in_one_round
from salesapp.statements import Made
from salesapp.web.addresses import address


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one kind on the page of a customer, an opportunity or a contract."""

    name: str
    #: The kind of record on whose page it stands, and the section there; the topmost block names the section.
    record: str
    section: str
    title: Any
    #: ``values(record_id, user, *rows)``: nothing where there is nothing to show; the rows are those of what it ``asks``.
    values: Callable[..., Any]
    #: The file of its macro ``mini(values)``.
    template: str
    #: Whether its section stands below the story, where there is more room than beside it.
    wide: bool = False
    #: ``asks(record_id, user)``: the kept statements whose rows it shows; all of a page are asked in one round.
    asks: Callable[[int, Any], Sequence[Made]] | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """What is made from a record of another kind: its words, and the page where that begins."""

    label: Any
    endpoint: str
    #: The name of the record's number in that page's address.
    argument: str
    #: A SELECT of the numbers of the records that have one.
    made: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block that holds something, on the page of a record of a floor below."""

    section: str
    title: Any
    template: str
    shown: Any


def declared(kind: str) -> list[Block]:
    """Return the blocks of a kind of record, lowest floor first."""
    return [block for part in capability.installed() for block in part.blocks if block.record == kind]


def values_of(
    blocks: Sequence[Block], record_id: int, user: Any, *beside: Made
) -> tuple[list[Any], list[list[Any]]]:
    """Return what each of some blocks shows, and the rows of what its page asks beside them, all found in one round."""
    asked = [block.asks(record_id, user) if block.asks else () for block in blocks]
    found = iter(in_one_round(*beside, *(look for looks in asked for look in looks)))
    rows = list(islice(found, len(beside)))
    values = [
        block.values(record_id, user, *islice(found, len(looks)))
        for block, looks in zip(blocks, asked, strict=True)
    ]
    return values, rows


def blocks_of(kind: str, record_id: int, user: Any, *beside: Made) -> tuple[list[Shown], list[list[Any]]]:
    """Return the blocks that hold something, lowest floor first, and the rows of what is asked beside them."""
    blocks = declared(kind)
    values, rows = values_of(blocks, record_id, user, *beside)
    filled = zip(blocks, values, strict=True)
    return [Shown(one.section, one.title, one.template, shown) for one, shown in filled if shown], rows


def grown_from(kind: str, record_id: int) -> list[tuple[Any, str]]:
    """Return what can be made from a record: (words, address)."""
    return [(each.label, address(each.endpoint, **{each.argument: record_id})) for each in _growths(kind)]


def has_grown(kind: str, number: Any) -> Any:
    """Return the condition that something was made from a record, by the column of its number; asked of each record."""
    return or_(false(), *(_made_of(number, each.made()) for each in _growths(kind)))


def _made_of(number: Any, made: Any) -> Any:
    (of,) = made.selected_columns
    return made.where(of == number).correlate(number.table).exists()


@functools.cache
def _growths(kind: str) -> list[Growth]:
    return [part.grows[kind] for part in capability.installed() if kind in part.grows]

"""Look-ups that do not need one another go to the database in one round.

A page tells of many things, and each is a statement: on a server a way there and back, anywhere more to hand over than to
carry out. Kept statements (``statements.py``) that ask for columns become one, in which each row says whose it is::

    calls, receipts = in_one_round(_calls(user, 7), _receipts(user, 7))

Columns of one type share their place in the rows, and what is stored is read only for the columns that a row has.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Executable,
    Select,
    Text,
    cast,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors
from sqlalchemy.types import NULLTYPE

from salesapp.db import db
from salesapp.statements import Made, Stored, rows

_TYPES = postgresql.dialect()


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the look-ups: how its columns are read, and where they stand in the rows of all."""

    stored: Stored
    places: tuple[int, ...]


def in_one_round(*looks: Made) -> list[list[Any]]:
    """Return the rows that each of some kept statements finds, in its order, by the names of its columns."""
    if not looks:
        return []
    statement, parts = _together(tuple(look[0] for look in looks))
    values = {f"{at}_{name}": value for at, (_, given) in enumerate(looks) for name, value in given.items()}
    found: list[list[Any]] = [[] for _ in looks]
    dialect = db.session.get_bind().dialect
    cells: list[Any]
    for whose, *cells in rows(statement, values):
        part = parts[whose]
        found[whose].append(part.stored.read([cells[place] for place in part.places], dialect))
    return found


@functools.cache
def _together(queries: Sequence[Select]) -> tuple[Executable, list[_Part]]:
    asked = [_own(query, at).subquery() for at, query in enumerate(queries)]
    types: list[tuple[str, Any]] = []  # of each place, in the order in which it was needed first
    parts = []
    for one in asked:
        free = list(range(len(types)))
        places = []
        for column in one.c:
            key, kind = _type(column.type)
            place = next((at for at in free if types[at][0] == key), None)
            if place is None:
                place = len(types)
                types.append((key, kind))
            else:
                free.remove(place)
            places.append(place)
        parts.append(_Part(Stored(*one.c), tuple(places)))
    rows = [_row(at, part, [kind for _key, kind in types]) for at, part in enumerate(parts)]
    return (union_all(*rows) if len(rows) > 1 else rows[0]), parts


def _own(query: Select | CompoundSelect, at: int) -> Any:
    """Return a statement whose values have names of their own."""

    def rename(bound: BindParameter[Any]) -> None:
        if not bound.unique:
            bound.key = f"{at}_{bound.key}"

    return visitors.cloned_traverse(query, {}, {"bindparam": rename})


def _type(kind: Any) -> tuple[str, Any]:
    """Return what a column may share its place by, and as what nothing stands there: all texts are one type."""
    name = kind.compile(dialect=_TYPES)
    return ("TEXT", Text()) if name.startswith("VARCHAR") else (name, kind)


def _row(at: int, part: _Part, kinds: Sequence[Any]) -> Select:
    """Select one look-up's rows; the first says of each place what type it has, for a server that does not guess."""
    of_place = dict(zip(part.places, part.stored.columns, strict=True))
    nothing = [null() if at else type_coerce(cast(null(), kind), NULLTYPE) for kind in kinds]
    cells = [of_place.get(place, nothing[place]).label(f"c{place}") for place in range(len(kinds))]
    return select(literal_column(str(at)).label("whose"), *cells)

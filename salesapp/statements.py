"""Statements that are made once: what a request knows is bound to them, not built into them.

To put a statement together costs more than to carry it out. A builder that is marked ``@kept`` is called once for each
shape; afterwards only values are bound::

    @kept
    def _of_customer(user, customer_id, *, size):
        return visible_to(user).where(Contract.customer_id == customer_id).limit(size)

    rows = db.session.execute(*_of_customer(user, 7, size=20))

What is given by position is a value: within the builder a person, a number or a moment is a parameter of the statement, and
nothing may be decided by it. What is given by name, the role of a person, and whether a value is None make the shape.
A builder reads no setting and no clock: they are given to it.

A row that is met again and again is known by what the database gives, before anything of it is read: see :class:`Stored`.
"""

from __future__ import annotations

import functools
import json
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    CursorResult,
    Dialect,
    Executable,
    Label,
    Text,
    bindparam,
    cast,
    type_coerce,
)
from sqlalchemy.types import NULLTYPE, TypeEngine

from salesapp.db import db


@dataclass(frozen=True)
class Reader:
    """Stands for whoever asks, while a statement is made: the role is known, who it is comes with each request."""

    role: str
    id: BindParameter[int]
    team_id: BindParameter[int] | None


def _stand_in(at: int, shape: Any) -> Any:
    if shape is None:
        return None
    if isinstance(shape, tuple):
        role, teamed = shape
        return Reader(role, bindparam(f"given_{at}_id"), bindparam(f"given_{at}_team_id") if teamed else None)
    return bindparam(f"given_{at}")


def _of(value: Any) -> Any:
    """Return what of a value makes the shape of a statement."""
    if value is None:
        return None
    return (value.role, value.team_id is not None) if hasattr(value, "role") else True


Made = tuple[Executable, dict[str, Any]]


def as_made(query: Executable | Made) -> Made:
    """Return a statement with what is bound to it, also one that was put together for this request."""
    return query if isinstance(query, tuple) else (query, {})


def rows(statement: Executable, values: Mapping[str, Any]) -> CursorResult[Any]:
    """Carry out a SELECT of columns alone: what a session does to make objects of rows is not needed."""
    db.session.flush()
    return db.session.connection().execute(statement, values)


def kept(build: Callable[..., Executable]) -> Callable[..., Made]:
    """Let a builder make its statement once a shape; calling it gives the statement and what is bound to it."""

    @functools.cache
    def made(shapes: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Executable:
        return build(*(_stand_in(at, shape) for at, shape in enumerate(shapes)), **dict(named))

    @functools.wraps(build)
    def bound(*given: Any, **named: Any) -> Made:
        statement = made(tuple(map(_of, given)), tuple(named.items()))
        values: dict[str, Any] = {}
        for at, value in enumerate(given):
            if hasattr(value, "role"):
                values[f"given_{at}_id"], values[f"given_{at}_team_id"] = value.id, value.team_id
            elif value is not None:
                values[f"given_{at}"] = value
        return statement, values

    bound.made = made  # type: ignore[attr-defined]
    return bound


Reads = Callable[[Any], Any]


class Stored:
    """Columns that are selected as the database gives them: SQLite a moment as text, an amount as whole fen; JSON as text.

    To read a row, its moments above all, costs more than to fetch it. So rows come unread, are looked for in a store as they
    are, and only one that is new there is read.
    """

    def __init__(self, *columns: Any):
        self.columns = tuple(map(_unread, columns))
        self._types = [column.type for column in columns]
        #: Their names, and their kinds as they are selected: for whoever puts other rows beside theirs.
        self.kinds = [(str(column.key), _selected(column.type)) for column in columns]
        row: Any = namedtuple("Row", [str(column.key) for column in columns])  # type: ignore[misc]
        self._row = row
        self._readers: dict[str, list[Reads | None]] = {}

    def read(self, values: Sequence[Any], dialect: Dialect) -> Any:
        """Return a row of these columns with what its values mean, by the names of the columns."""
        readers = self._readers.get(dialect.name)
        if readers is None:
            self._readers[dialect.name] = readers = [_reader(each, dialect) for each in self._types]
        return self._row(
            *(
                value if reader is None else reader(value)
                for value, reader in zip(values, readers, strict=True)
            )
        )


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Reads | None:
    if isinstance(kind, JSON):
        return lambda value: None if value is None else json.loads(value)
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _unread(column: ColumnElement[Any]) -> ColumnElement[Any]:
    bare = column.element if isinstance(column, Label) else column
    if isinstance(column.type, JSON):
        bare = cast(bare, _selected(column.type))
    return type_coerce(bare, NULLTYPE).label(str(column.key))


def _selected(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return what a column is selected as: JSON as text, since what some drivers make of it cannot be looked for."""
    return Text() if isinstance(kind, JSON) else kind

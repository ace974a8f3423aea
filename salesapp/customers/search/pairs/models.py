"""The pieces of what is found by a line, kept in the transaction that changes a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table, delete, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstrumentedAttribute, Session

from salesapp.customers.search.pairs.rules import pairs, sought
from salesapp.db import INSERTS, Base

#: Follows from the lines of the records; a row too many is harmless, one too few hides a record.
search_pair = Table(
    "search_pair",
    Base.metadata,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("pair", Integer, primary_key=True, autoincrement=False),
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
_ASKED = "pairs_asked"


@dataclass(frozen=True, slots=True)
class Kept:
    """A column whose pieces are kept: under which number, how its text is cut, and what is asked for a word."""

    kind: int
    key: str
    cut: Callable[[str | None], set[int]]
    sought: Callable[[Iterable[str]], list[tuple[int, int]]]

    def rows(self, record_id: int, pieces: set[int]) -> list[dict[str, int]]:
        """Return the rows of some pieces of a record."""
        return [{"kind": self.kind, "pair": piece, "record_id": record_id} for piece in sorted(pieces)]


KEPT: dict[type[Any], tuple[Kept, ...]] = {}


def keep(
    kind: int,
    line: InstrumentedAttribute[Any],
    cut: Callable[[str | None], set[int]] = pairs,
    asked: Callable[[Iterable[str]], list[tuple[int, int]]] = sought,
) -> None:
    """Keep the pieces of the records of a class by one of its columns; ``kind`` is a number of its own for ever."""
    model = line.parent.class_
    KEPT[model] = (*KEPT.get(model, ()), Kept(kind, line.key, cut, asked))
    event.listen(line, "set", _read_before, active_history=True)


def _read_before(*_change: Any) -> None:
    """Let a column be read before it is changed, so that its pieces of before are known."""


def kept_of(line: InstrumentedAttribute[Any]) -> Kept | None:
    """Return how the pieces of a column are kept, if they are."""
    return next((kept for kept in KEPT.get(line.parent.class_, ()) if kept.key == line.key), None)


def asked_before(session: Session) -> dict[Any, Any]:
    """Return what a session was already told of pairs: a search for everything asks for the same ones several times."""
    known: dict[Any, Any] = session.info.setdefault(_ASKED, {})
    return known


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: Any) -> None:
    session.info.pop(_ASKED, None)


def rows(model: type[Any], record: Mapping[str, Any]) -> list[dict[str, int]]:
    """Return the rows of one record, by its id and its columns."""
    return [row for kept in KEPT[model] for row in kept.rows(record["id"], kept.cut(record[kept.key]))]


def write(connection: Connection, found: Sequence[dict[str, int]]) -> None:
    """Write rows, in one statement; those that are there already stay."""
    if found:
        connection.execute(INSERTS[connection.dialect.name](search_pair).on_conflict_do_nothing(), found)


@event.listens_for(Session, "after_flush")
def _follow(session: Session, context: Any) -> None:
    """Write the pairs that a flush brought, in one statement for all its records, and take away those that went."""
    added: list[dict[str, int]] = []
    for record in (*session.new, *session.dirty, *session.deleted):
        for kept in KEPT.get(type(record), ()):
            history = inspect(record).attrs[kept.key].history
            if record in session.deleted:
                _remove(session, kept.kind, record.id, kept.cut(getattr(record, kept.key)))
            elif history.has_changes():
                before = kept.cut(history.deleted[0] if history.deleted else None)
                now = kept.cut(getattr(record, kept.key))
                _remove(session, kept.kind, record.id, before - now)
                added += kept.rows(record.id, now - before)
    write(session.connection(), added)
    session.info.pop(_ASKED, None)


def _remove(session: Session, kind: int, record_id: int, gone: set[int]) -> None:
    if gone:
        table = search_pair.c
        its = (table.kind == kind, table.record_id == record_id, table.pair.in_(sorted(gone)))
        session.connection().execute(delete(search_pair).where(*its))

"""The pairs of what is found by its 汉字, kept in the transaction that changes a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table, delete, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstrumentedAttribute, Session

from salesapp.customers.search.pairs.rules import pairs
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
#: The number of each kind of record whose pairs are kept, and the name of its line.
_ASKED = "pairs_asked"
KEPT: dict[type[Any], tuple[int, str]] = {}


def keep(kind: int, line: InstrumentedAttribute[str]) -> None:
    """Keep the pairs of the records of a class by one of its columns; ``kind`` is a number of its own for ever."""
    KEPT[line.parent.class_] = (kind, line.key)
    event.listen(line, "set", _read_before, active_history=True)


def _read_before(*_change: Any) -> None:
    """Let a column be read before it is changed, so that its pairs of before are known."""


def kind_of(model: type[Any]) -> int | None:
    """Return the number of a kind of record whose pairs are kept."""
    return KEPT[model][0] if model in KEPT else None


def asked_before(session: Session) -> dict[Any, Any]:
    """Return what a session was already told of pairs: a search for everything asks for the same ones several times."""
    known: dict[Any, Any] = session.info.setdefault(_ASKED, {})
    return known


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: Any) -> None:
    session.info.pop(_ASKED, None)


def rows(model: type[Any], record_id: int, line: str | None) -> list[dict[str, int]]:
    """Return the rows of one record."""
    return _rows(KEPT[model][0], record_id, pairs(line))


def _rows(kind: int, record_id: int, its: set[int]) -> list[dict[str, int]]:
    return [{"kind": kind, "pair": pair, "record_id": record_id} for pair in sorted(its)]


def write(connection: Connection, found: Sequence[dict[str, int]]) -> None:
    """Write rows, in one statement; those that are there already stay."""
    if found:
        connection.execute(INSERTS[connection.dialect.name](search_pair).on_conflict_do_nothing(), found)


@event.listens_for(Session, "after_flush")
def _follow(session: Session, context: Any) -> None:
    """Write the pairs that a flush brought, in one statement for all its records, and take away those that went."""
    added: list[dict[str, int]] = []
    for record in (*session.new, *session.dirty, *session.deleted):
        if (known := KEPT.get(type(record))) is None:
            continue
        history = inspect(record).attrs[known[1]].history
        if record in session.deleted:
            _remove(session, known[0], record.id, pairs(getattr(record, known[1])))
        elif history.has_changes():
            before = pairs(history.deleted[0] if history.deleted else None)
            now = pairs(getattr(record, known[1]))
            _remove(session, known[0], record.id, before - now)
            added += _rows(known[0], record.id, now - before)
    write(session.connection(), added)
    session.info.pop(_ASKED, None)


def _remove(session: Session, kind: int, record_id: int, gone: set[int]) -> None:
    if gone:
        table = search_pair.c
        its = (table.kind == kind, table.record_id == record_id, table.pair.in_(sorted(gone)))
        session.connection().execute(delete(search_pair).where(*its))

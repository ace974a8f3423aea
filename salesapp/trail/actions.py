"""The audit trail: every field change and every event that counts, append-only, chained (PIPL 51, conventions 4.2).

Field changes are picked up by listeners on the database session, so that no verb can forget them; the web floor says
who acts and from where (`session.info`). Entries are written at the end of the transaction that they describe, so
that an act and its entry are kept or lost together.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import ColumnProperty, Mapper, ORMExecuteState, PassiveFlag, Session, SessionTransaction
from sqlalchemy.orm.attributes import get_history

from salesapp.db import Base, db
from salesapp.trail.keys import actions as keys
from salesapp.trail.keys.rules import Key
from salesapp.trail.models import AuditEntry, expected_end, follow_end, lock_end, move_end
from salesapp.trail.rules import digest
from salesapp.web import clock

#: Columns that every record has and that tell nothing; a column says by ``info`` that it is derived or secret.
NOISE = {"id", "version", "updated_at"}
#: What names a record in the trail: the first of these that it has.
LABELS = (
    "number",
    "full_name",
    "username",
    "name",
    "key",
    "title",
    "label",
    "question",
    "objection",
    "token",
)


class AppendOnly(RuntimeError):
    """The program tried to edit or remove an entry of the trail: a fault, never a user's doing."""


@dataclass
class Pending:
    """An entry that waits for the end of its transaction."""

    event: str
    record: Any
    changes: dict[str, Any]
    actor: Any
    ip: str | None
    within: SessionTransaction | None = field(default=None, repr=False)


def record(
    event_name: str, subject: Any = None, *, detail: Mapping[str, Any] | None = None, actor: Any = None
) -> None:
    """Note an event that changes no row: a sign-in, a print, an export, an unmasking.

    The entry is written with the next commit. `actor` is for events before anybody is signed in.
    """
    session = db.session()
    _pending(session).append(_make(session, event_name, subject, dict(detail or {}), actor))


def _pending(session: Session) -> list[Pending]:
    return session.info.setdefault("audit", [])


def _make(session: Session, name: str, subject: Any, changes: dict[str, Any], actor: Any = None) -> Pending:
    ip = session.info.get("ip")
    within = session.get_nested_transaction()
    return Pending(name, subject, changes, actor or session.info.get("actor"), ip, within)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds") if value.tzinfo else value.isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _changes_of(obj: Any, *, created: bool) -> dict[str, list[Any]]:
    """Return {column: [old, new]} of what the flush wrote."""
    changes: dict[str, list[Any]] = {}
    for name in _told_columns(inspect(obj).mapper):
        added, _unchanged, deleted = get_history(obj, name, PassiveFlag.PASSIVE_NO_INITIALIZE)
        if not added and not deleted:
            continue
        old = _plain(deleted[0]) if deleted else None
        new = _plain(added[0]) if added else None
        if old == new or (created and new is None):
            continue
        changes[name] = (
            [None if old is None else "***", "***"] if name in _secrets(inspect(obj).mapper) else [old, new]
        )
    return changes


@functools.cache
def _told_columns(mapper: Mapper) -> tuple[str, ...]:
    told = (c for c in mapper.column_attrs if not c.columns[0].info.get("derived"))
    return tuple(c.key for c in told if c.key not in NOISE)


@functools.cache
def _secrets(mapper: Mapper) -> frozenset[str]:
    return frozenset(c.key for c in mapper.column_attrs if c.columns[0].info.get("secret"))


def _tracked(obj: Any) -> bool:
    return obj.__tracked__


@event.listens_for(Base, "before_mapper_configured", propagate=True)
def _remember_old_values(mapper: Mapper, cls: type) -> None:
    """Load a column's old value when it is set on an expired row: the trail needs both."""
    for prop in mapper._props.values():
        if isinstance(prop, ColumnProperty):
            prop.active_history = True


@event.listens_for(Session, "after_flush")
def _collect(session: Session, context) -> None:
    """Note what the flush wrote; by now foreign keys set through relationships have their values."""
    for obj in session.new:
        if _tracked(obj):
            _pending(session).append(_make(session, "create", obj, _changes_of(obj, created=True)))
    for obj in session.dirty:
        if _tracked(obj) and (changes := _changes_of(obj, created=False)):
            _pending(session).append(_make(session, "change", obj, changes))
    for obj in session.deleted:
        if _tracked(obj):
            _pending(session).append(_make(session, "remove", obj, {}))


@event.listens_for(Session, "before_flush")
def _refuse_edits(session: Session, context, instances) -> None:
    if any(isinstance(obj, AuditEntry) for obj in (*session.dirty, *session.deleted)):
        raise AppendOnly("an entry of the audit trail is never edited or removed")


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_edits(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is inspect(AuditEntry):
        raise AppendOnly("an entry of the audit trail is never edited or removed")


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Chain what waits to the entry before. The head row is held from then on, so chains never fork."""
    if session.in_nested_transaction():
        return
    session.flush()
    pending = session.info.pop("audit", None)
    if not pending:
        return
    at = clock.now()
    chain(session.connection(), [_row(entry, at) for entry in pending], expected=expected_end(session))


def chain(
    connection: Connection, rows: Sequence[dict[str, Any]], *, expected: tuple[int, str] | None = None
) -> None:
    """Write entries after the last one, each with its number and the hash of the one before.

    Where the last one is the ``expected`` one, it is not looked for: who moves the end holds it.
    """
    if not rows:
        return
    key = keys.key() if expected else None
    if (
        expected is None
        or key is None
        or not follow_end(connection, expected, *_linked(rows, *expected, key))
    ):
        seq, previous = lock_end(connection)
        key = keys.key_after(seq, previous)
        move_end(connection, *_linked(rows, seq, previous, key))
    connection.execute(_ENTER, rows)


def _linked(rows: Iterable[dict[str, Any]], seq: int, previous: str, key: Key) -> tuple[int, str, str]:
    """Give entries their numbers after one and hash each with the one before; return the last with what proves it."""
    for row in rows:
        seq += 1
        row |= {"seq": seq, "previous_hash": previous}
        previous = row["hash"] = digest(row, key.secret)
    return seq, previous, key.mac(seq, previous)


_ENTER = insert(AuditEntry.__table__)


def _row(entry: Pending, at: datetime) -> dict[str, Any]:
    subject = entry.record
    identity = inspect(subject).identity if subject is not None else None
    return {
        "at": at,
        "actor_id": getattr(entry.actor, "id", None),
        "actor_name": getattr(entry.actor, "name", None),
        "ip": entry.ip,
        "event": entry.event,
        "object_type": subject.__tablename__ if subject is not None else None,
        "object_id": identity[0] if identity and isinstance(identity[0], int) else None,
        "object_label": _label(subject),
        "changes": json.dumps(entry.changes, ensure_ascii=False, sort_keys=True, default=str),
    }


def _label(subject: Any) -> str | None:
    for name in LABELS:
        value = getattr(subject, name, None) if subject is not None else None
        if isinstance(value, str) and value:
            return value[:200]
    return None


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: SessionTransaction) -> None:
    """Drop what belonged to the part that was undone, savepoints inside it included."""
    pending = session.info.get("audit")
    if not pending:
        return
    if previous_transaction.nested:
        session.info["audit"] = [e for e in pending if not _inside(e.within, previous_transaction)]
    else:
        session.info.pop("audit", None)


def _inside(transaction: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is outer:
            return True
        transaction = transaction.parent
    return False

"""The audit trail: every field change and every event that counts, append-only, each entry chained to the one before.

Field changes are picked up by listeners on the database session, so that no verb can forget them; the web floor says
who acts and from where (``session.info``). Entries are written at the end of the transaction that they describe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import has_request_context, request
from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from salesapp.accounts.models import AuditEntry, AuditHead
from salesapp.db import db
from salesapp.web import clock

UNTRACKED = {"audit_entry", "audit_head", "submission", "counter", "config_stamp", "outgoing_mail", "printed_sheet"}
SECRET = {"password_hash"}
NOISE = {
    "version", "updated_at", "session_stamp", "search_text", "pinyin", "name_key", "core_name", "mobile_tail",
    "failed_count", "last_sign_in_at", "last_sign_in_ip", "previous_sign_in_at", "previous_sign_in_ip", "week_of", "week_count",
}  # fmt: skip
LABELS = ("number", "full_name", "username", "name", "key", "title", "label", "token")
GENESIS = "0" * 64


@dataclass
class Pending:
    """An entry that waits for the end of its transaction."""

    event: str
    record: Any
    changes: dict[str, Any]
    actor: Any
    ip: str | None
    within: Any = field(default=None, repr=False)


def record(event_name: str, subject: Any = None, *, detail: Mapping[str, Any] | None = None, actor: Any = None) -> None:
    """Note an event that changes no row: a sign-in, a print, an export, an unmasking, an approval."""
    session = db.session()
    _pending(session).append(_make(session, event_name, subject, dict(detail or {}), actor))


def digest(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 that chains an entry to the one before."""
    parts = [
        entry["seq"], entry["at"].astimezone(UTC).isoformat(timespec="microseconds"), entry["actor_id"], entry["actor_name"],
        entry["ip"], entry["event"], entry["object_type"], entry["object_id"], entry["object_label"], entry["changes"],
        entry["previous_hash"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def verify(rows: Iterable[AuditEntry], head: AuditHead | None) -> str | None:
    """Return None for an unbroken chain, else a sentence that names the first entry that was changed or is missing."""
    expected, previous = 1, GENESIS
    for row in rows:
        if row.seq != expected:
            return f"entry {expected} is missing"
        values = {column: getattr(row, column) for column in _columns()}
        if row.previous_hash != previous or row.hash != digest(values):
            return f"entry {row.seq} was changed"
        expected, previous = row.seq + 1, row.hash
    if head is not None and (head.seq != expected - 1 or (head.seq and head.hash != previous)):
        return f"entry {expected} is missing"
    return None


def _columns() -> list[str]:
    return [column.name for column in AuditEntry.__table__.columns]


def _pending(session: Session) -> list[Pending]:
    return session.info.setdefault("audit", [])


def _make(session: Session, name: str, subject: Any, changes: dict[str, Any], actor: Any = None) -> Pending:
    ip = session.info.get("ip") or (request.remote_addr if has_request_context() else None)
    return Pending(name, subject, changes, actor or session.info.get("actor"), ip, session.get_nested_transaction())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds") if value.tzinfo else value.isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _changes_of(obj: Any, *, created: bool) -> dict[str, list[Any]]:
    state = inspect(obj)
    changes: dict[str, list[Any]] = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in NOISE or name == "id":
            continue
        history = state.attrs[name].history
        if not history.has_changes():
            continue
        old = _plain(history.deleted[0]) if history.deleted else None
        new = _plain(history.added[0]) if history.added else None
        if old == new or (created and new is None):
            continue
        changes[name] = ["***" if old else None, "***"] if name in SECRET else [old, new]
    return changes


@event.listens_for(Session, "before_flush")
def _collect(session: Session, context, instances) -> None:
    for obj in session.new:
        if _tracked(obj):
            _pending(session).append(_make(session, "create", obj, _changes_of(obj, created=True)))
    for obj in session.dirty:
        if _tracked(obj) and session.is_modified(obj, include_collections=False):
            changes = _changes_of(obj, created=False)
            if changes:
                _pending(session).append(_make(session, "change", obj, changes))
    for obj in session.deleted:
        if _tracked(obj):
            _pending(session).append(_make(session, "remove", obj, {}))


def _tracked(obj: Any) -> bool:
    return obj.__tablename__ not in UNTRACKED


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    pending = session.info.pop("audit", None)
    if not pending:
        return
    head = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).first()
    if head is None:
        session.execute(AuditHead.__table__.insert().values(id=1, seq=0, hash=GENESIS))
        head = (0, GENESIS)
    seq, previous = head[0], head[1] or GENESIS
    at, rows = clock.now(), []
    for entry in pending:
        seq += 1
        row = _row(entry, seq, at, previous)
        previous = row["hash"] = digest(row)
        rows.append(row)
    session.execute(AuditEntry.__table__.insert(), rows)
    session.execute(AuditHead.__table__.update().where(AuditHead.id == 1).values(seq=seq, hash=previous))


def _row(entry: Pending, seq: int, at: datetime, previous: str) -> dict[str, Any]:
    subject = entry.record
    identity = inspect(subject).identity if subject is not None else None
    object_id = identity[0] if identity and isinstance(identity[0], int) else None
    return {
        "seq": seq,
        "at": at,
        "actor_id": getattr(entry.actor, "id", None),
        "actor_name": getattr(entry.actor, "name", None),
        "ip": entry.ip,
        "event": entry.event,
        "object_type": subject.__tablename__ if subject is not None else None,
        "object_id": object_id,
        "object_label": _label(subject),
        "changes": json.dumps(entry.changes, ensure_ascii=False, sort_keys=True, default=str),
        "previous_hash": previous,
    }


def _label(subject: Any) -> str | None:
    for name in LABELS:
        value = getattr(subject, name, None) if subject is not None else None
        if isinstance(value, str) and value:
            return value[:200]
    return None


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction) -> None:
    pending = session.info.get("audit")
    if not pending:
        return
    if previous_transaction.nested:
        session.info["audit"] = [entry for entry in pending if entry.within is not previous_transaction]
    else:
        session.info.pop("audit", None)

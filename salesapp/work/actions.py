"""Keeping work true: rows follow the records that ask for them, in the same transaction, whatever verb changed them.

Which records an act touched is noted as their rows are flushed; as the transaction ends, what they now ask for is compared
with their open rows. The trail has locked the end of its chain by then, so that two acts on one record never write at once.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select, event, insert, inspect, update
from sqlalchemy.orm import Session, SessionTransaction

from salesapp.db import db, reading
from salesapp.parts import in_parts
from salesapp.trail.actions import record
from salesapp.trail.models import lock_end
from salesapp.work import queries
from salesapp.work.kinds.rules import Difference, Source, Touch, differences, sources
from salesapp.work.models import WorkItem

log = logging.getLogger(__name__)
_TABLE = WorkItem.__table__
_TOUCHED = "work_touched"
BATCH = 500


def refresh(source: Source, ids: Collection[int], *, at: datetime) -> Difference:
    """Write, change and end the rows of some records as these ask now; return what differed."""
    found = _difference(source, ids)
    if found.needless:
        actor = db.session.info.get("actor")
        ended = update(_TABLE).where(_TABLE.c.id.in_(found.needless))
        db.session.execute(ended.values(done_at=at, done_by_id=getattr(actor, "id", None)))
    for row_id, item in found.changed:
        db.session.execute(update(_TABLE).where(_TABLE.c.id == row_id).values(**item.values()))
    if found.missing:
        db.session.execute(insert(_TABLE), [item.values() for item in found.missing])
    return found


def _difference(source: Source, ids: Collection[int]) -> Difference:
    return differences(source.derive(ids), queries.open_rows(source.subject_type, ids))


def compare(*, at: datetime) -> int:
    """Derive every row from the records again, mend and report what differs, and count it; commits as it goes."""
    counted = _mended(at)
    if counted:
        log.warning("work did not agree with its records and was mended: %s", counted)
        record("work_mended", detail={"rows": sum(counted.values()), "records": sorted(counted)})
    return sum(counted.values())


def renew(*, at: datetime) -> int:
    """Write what this version asks of records otherwise than the one before, and count it; commits as it goes.

    Nothing was wrong, so nothing is reported: the night that follows finds all as it is asked for.
    """
    return sum(_mended(at).values())


def _mended(at: datetime) -> dict[str, int]:
    """Derive every row from the records again, mend what differs, and count it by kind of record.

    It looks as a reader, so that nobody waits for it; only where rows differ are these looked at again and mended.
    """
    counted: dict[str, int] = {}
    with reading():
        for name, source in sources().items():
            for ids in _batches(source):
                differs = _difference(source, ids).count
                db.session.rollback()
                if differs:
                    counted[name] = counted.get(name, 0) + in_parts(ids, partial(_mend, source, at))
    return {name: count for name, count in counted.items() if count}


def _mend(source: Source, at: datetime, ids: Collection[int]) -> int:
    lock_end(db.session.connection())
    return refresh(source, ids, at=at).count


def fill(*, at: datetime) -> int:
    """Write the rows of those kinds of record that have none at all: after an upgrade, in a database just filled."""
    counted = 0
    for name, source in sources().items():
        if not queries.is_known(name):
            counted += sum(refresh(source, ids, at=at).count for ids in _batches(source))
    return counted


def _batches(source: Source) -> Iterator[list[int]]:
    asking = db.session.scalars(source.askers()).all()
    ids = sorted({*asking, *queries.asked_by(source.subject_type)})
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


# ------------------------------------------------------------------------ every act, in its own transaction


def follow(now: Callable[[], datetime]) -> None:
    """Let rows follow every act from here on; ``now`` tells when it ends."""
    global _now
    _now = now


_now: Callable[[], datetime] | None = None


@functools.cache
def watched() -> Mapping[type, list[tuple[str, Touch]]]:
    """Return what each mapped class touches: (kind of record, how)."""
    found: dict[type, list[tuple[str, Touch]]] = {}
    for name, source in sources().items():
        for mapped, touch in source.touched_by.items():
            found.setdefault(mapped, []).append((name, touch))
    return found


@event.listens_for(Session, "after_flush")
def _collect(session: Session, context: Any) -> None:
    """Note which records a flush touched; by now foreign keys set through relationships have their values."""
    if _now is None:
        return
    for obj in (*session.new, *session.dirty, *session.deleted):
        for name, touch in watched().get(type(obj), ()):
            if not touch.when or (obj in session.dirty and _changed(obj, touch.when)):
                session.info.setdefault(_TOUCHED, []).append((name, touch.ids(obj)))


def _changed(obj: Any, names: Collection[str]) -> bool:
    state = inspect(obj)
    return any(state.attrs[name].history.has_changes() for name in names)


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Bring the rows of every touched record up to date, in the transaction that touched it."""
    if session.in_nested_transaction():
        return
    session.flush()
    touched = session.info.pop(_TOUCHED, None)
    if not touched or _now is None:
        return
    records: dict[str, set[int]] = {}
    for name, ids in touched:
        records.setdefault(name, set()).update(session.scalars(ids) if isinstance(ids, Select) else ids)
    for name, ids in records.items():
        refresh(sources()[name], sorted(ids - {None}), at=_now())


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: SessionTransaction) -> None:
    """Forget what an undone transaction touched; an undone savepoint keeps what came before it."""
    if not previous_transaction.nested:
        session.info.pop(_TOUCHED, None)

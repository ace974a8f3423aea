"""What hangs on a person or on a record: one statement over the rows of work, one over what capabilities declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, cast, false, func, literal, or_, select, union_all

from salesapp.accounts.belongings.queries import on_person
from salesapp.accounts.belongings.rules import Belonging, declared
from salesapp.db import db
from salesapp.work.hanging.rules import Hook
from salesapp.work.kinds.rules import sources
from salesapp.work.models import WorkItem

_TABLE = WorkItem.__table__
_C = _TABLE.c


def counted(hook: Hook, now: datetime) -> dict[str, int]:
    """Count what hangs on a person or a record by kind: kinds of work, and kinds of record; what does not hang is left out.

    Work of a role does not hang on a person: whoever gets the role does it.
    """
    query = select(_C.kind, func.count().label("many")).where(_on(hook, now)).group_by(_C.kind)
    held = [
        select(literal(kind.name), func.count()).select_from(found.order_by(None).subquery())
        for kind, found in _held(hook, now)
    ]
    counts = {row.kind: row.many for row in db.session.execute(query)}
    if held:
        counts |= {kind: count for kind, count in db.session.execute(union_all(*held)) if count}
    return counts


def work(hook: Hook, now: datetime, *, size: int) -> Sequence[Row]:
    """Return the open rows of work that hang there, what is due first on top."""
    query = select(_TABLE).where(_on(hook, now)).order_by(_C.due_at.is_(None), _C.due_at, _C.subject_id)
    return db.session.execute(query.limit(size)).all()


def records(hook: Hook, now: datetime, *, size: int) -> Sequence[Row]:
    """Return the open records that hang there, of each kind the first: (kind, record, number, words)."""
    parts = []
    for kind, found in _held(hook, now):
        few = found.limit(size).subquery().c
        named = (few.record, cast(few.number, String).label("number"), cast(few.words, String).label("words"))
        parts.append(select(literal(kind.name).label("kind"), *named))
    return db.session.execute(union_all(*parts)).all() if parts else ()


def _held(hook: Hook, now: datetime) -> list[tuple[Belonging, Select]]:
    """Return what each capability's open records that hang there are; of some, rows of work tell."""
    kinds = [kind for kind in declared() if not kind.as_work]
    if hook.is_person:
        return [(kind, kind.open(now).where(on_person(kind, hook.id))) for kind in kinds]
    reached = _reached(hook, now)
    found = []
    for kind in kinds:
        condition = _about(kind.about, reached, without=kind.record if kind.carries else "")
        if condition is not None:
            found.append((kind, kind.open(now).where(condition)))
    return found


def _on(hook: Hook, now: datetime) -> ColumnElement[bool]:
    """Return which open rows of work hang there."""
    if hook.is_person:
        return _C.done_at.is_(None) & (_C.user_id == hook.id)
    reached, asked = _reached(hook, now), []
    for name, source in sources().items():
        condition = _about(source.about, reached)
        if condition is not None:
            asked.append((_C.subject_type == name) & _C.subject_id.in_(source.askers().where(condition)))
    return _C.done_at.is_(None) & (or_(*asked) if asked else false())


def _reached(hook: Hook, now: datetime) -> Mapping[str, Any]:
    """Return the records whose work hangs there, by kind: the record itself, and those that it carries."""
    reached: dict[str, Any] = {hook.kind: [hook.id]}
    for kind in declared():
        condition = _about(kind.about, reached) if kind.carries and kind.record not in reached else None
        if condition is not None:
            reached[kind.record] = select(kind.open(now).where(condition).subquery().c.record)
    return reached


def _about(about: Any, reached: Mapping[str, Any], *, without: str = "") -> ColumnElement[bool] | None:
    columns = {kind: about(kind) for kind in reached if kind != without}
    named = [column.in_(reached[kind]) for kind, column in columns.items() if column is not None]
    return or_(*named) if named else None

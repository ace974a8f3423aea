"""The audit trail, read: whole for the check of its chain, filtered and paged for the auditor."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, or_, select, tuple_

from salesapp.db import db
from salesapp.trail import rules as chain
from salesapp.trail.keys import actions as keys
from salesapp.trail.keys.rules import Note
from salesapp.trail.models import AuditEntry, AuditHead
from salesapp.web import clock, formats, pages, params
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _

PAGE = 50
BATCH = 1000
COLUMNS = [getattr(AuditEntry, name) for name in (*chain.COVERED, "hash")]


@dataclass(frozen=True)
class Wanted:
    """What an auditor looks for; what is None is not asked."""

    actor_id: int | None = None
    event: str | None = None
    object_type: str | None = None
    object_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None


def first_break() -> chain.Break | None:
    """Return where the chain is broken first, or None; it reads every entry once."""
    head = db.session.get(AuditHead, 1, populate_existing=True) or AuditHead(seq=0, hash="", mac=None)
    return chain.first_break(
        _stream(),
        last_seq=head.seq,
        last_hash=head.hash,
        last_mac=head.mac,
        key=keys.key(),
        notes=keys.notes(),
    )


def end() -> Note:
    """Return the trail's end: the number and the hash of its last entry."""
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1)).first()
    return Note(head.seq, head.hash) if head else Note(0, "")


def with_hash(hash_: str) -> int | None:
    """Return the number of the entry with a hash that was kept elsewhere; None where there is none any more."""
    return db.session.scalar(select(AuditEntry.seq).where(AuditEntry.hash == hash_.strip().lower()))


def summary() -> str:
    """Say how long a whole chain is and what it ends with, to be kept elsewhere as proof."""
    last = end()
    if not last.seq:
        return _("The audit trail is empty.")
    return _(
        "The audit trail is whole: %(count)s entries, ending with %(hash)s.", count=last.seq, hash=last.hash
    )


def _stream() -> Iterator[Mapping[str, Any]]:
    query = select(*COLUMNS).order_by(AuditEntry.seq).execution_options(yield_per=1000)
    return cast("Iterator[Mapping[str, Any]]", iter(db.session.execute(query).mappings()))


def page(wanted: Wanted, cursor: str | None, *, size: int = PAGE) -> pages.Page:
    """Return one page of matching entries, newest first."""
    query = _matching(wanted).order_by(AuditEntry.seq.desc()).limit(size + 1)
    after = pages.read(cursor, params.record_id)
    if after:
        query = query.where(AuditEntry.seq < after[0])
    return pages.cut(db.session.execute(query).all(), size, lambda row: (row.seq,))


def export(wanted: Wanted) -> Iterator[Sequence[Any]]:
    """Yield every matching entry, oldest first, by batches.

    Each batch is a query of its own, so that no cursor is held open while a slow reader downloads.
    """
    query, last = _matching(wanted).order_by(AuditEntry.seq).limit(BATCH), 0
    while rows := db.session.execute(query.where(AuditEntry.seq > last)).all():
        yield rows
        last = rows[-1].seq


def kinds() -> tuple[Sequence[str], Sequence[str]]:
    """List the events and the kinds of record that the trail holds."""
    return _distinct(AuditEntry.event), _distinct(AuditEntry.object_type)


def last_labels(records: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return what records were called last, as the trail itself tells; `records` are (kind, id)."""
    if not records:
        return {}
    pair = (AuditEntry.object_type, AuditEntry.object_id)
    last = (
        select(func.max(AuditEntry.seq))
        .where(tuple_(*pair).in_(records), AuditEntry.object_label.is_not(None))
        .group_by(*pair)
    )
    rows = db.session.execute(select(*pair, AuditEntry.object_label).where(AuditEntry.seq.in_(last)))
    return {(kind, record_id): label for kind, record_id, label in rows if kind and record_id and label}


def _distinct(column) -> Sequence[str]:
    """List a column's values by stepping over its index, not by reading the whole trail."""
    found: list[str] = []
    while True:
        query = select(column).where(column.is_not(None)).order_by(column).limit(1)
        if found:
            query = query.where(column > found[-1])
        value = db.session.scalar(query)
        if value is None:
            return found
        found.append(value)


def _matching(wanted: Wanted) -> Select:
    query = select(*COLUMNS)
    for name in ("actor_id", "event", "object_type", "object_id"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(getattr(AuditEntry, name) == value)
    if wanted.since:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        query = query.where(AuditEntry.at < wanted.until)
    if wanted.text:
        columns = (AuditEntry.object_label, AuditEntry.changes, AuditEntry.actor_name)
        query = query.where(or_(*(column.contains(wanted.text, autoescape=True) for column in columns)))
    return query


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield how long the trail is, what today added, and when its chain was last checked."""
    today = clock.local(now).date()
    total = db.session.scalar(select(AuditHead.seq).where(AuditHead.id == 1)) or 0
    query = select(func.count()).select_from(AuditEntry)
    fresh = db.session.scalar(query.where(AuditEntry.at >= clock.at(today)))
    check = select(func.max(AuditEntry.at)).where(AuditEntry.event == "audit_check")
    checked = db.session.scalar(check)
    since = address("trail.index", since=today.isoformat())
    yield Figure(
        total, _("Entries in the audit trail"), address("trail.index"), counted=_("All since the first day.")
    )
    yield Figure(fresh, _("Entries today"), since, counted=_("All since midnight where the team works."))
    yield Figure(
        formats.short_day(checked) or _("Never"),
        _("Chain last checked"),
        address("trail.index", event="audit_check"),
        late=checked is None,
        counted=_("The day on which somebody last checked that no entry was changed or removed."),
    )

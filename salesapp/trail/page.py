"""The audit trail in the reader's words: what happened, to what, from which value to which."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.trail.wording.page import (
    NOBODY,
    Names,
    code_words,
    events,
    field_name,
    objects,
    record_of,
    shown,
)
from salesapp.web import formats
from salesapp.words import gettext as _

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Change:
    """One line under an entry: a field with its old and new value, or a detail of an event."""

    name: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Entry:
    """An entry as it is shown."""

    seq: int
    at: datetime
    actor: str
    ip: str
    event: str
    kind: str
    object: str
    label: str
    changes: tuple[Change, ...]


def event_name(event: str) -> str:
    """Return an event in words; an unknown one as it is."""
    return str(events().get(event, event))


def object_name(table: str | None) -> str:
    """Return a kind of record in words."""
    return str(objects().get(table or "", (table or "").replace("_", " ")))


def read(row: Any, names: Names = NOBODY) -> Entry:
    """Turn a row of the trail into what a person reads; `names` says what ids mean."""
    return Entry(
        seq=row.seq,
        at=row.at,
        actor=row.actor_name or _("the system"),
        ip=row.ip or "",
        event=event_name(row.event),
        kind=row.event,
        object=object_name(row.object_type),
        label=_label(row),
        changes=tuple(_changes(row, names)),
    )


def _label(row: Any) -> str:
    """Name the record; what is kept under a code, such as a rule, by its words."""
    if not row.object_label:
        return f"#{row.object_id}" if row.object_id else ""
    return code_words((row.object_type or "",), "key", row.object_label) or row.object_label


def pointed_at(rows: Iterable[Any]) -> set[tuple[str, int]]:
    """Return the records, other than people, that entries point to, as (kind, id)."""
    found = set()
    for row in rows:
        values = json.loads(row.changes)
        subject = _last(values.get("subject_type"))
        for name, value in values.items():
            sides = value if isinstance(value, list) else [value]
            found |= {record for side in sides if (record := record_of(name, side, subject))}
    return found


def _last(value: Any) -> str:
    """Return a detail as text: of an old and a new value, the new one."""
    value = value[-1] if isinstance(value, list) and value else value
    return value if isinstance(value, str) else ""


def _changes(row: Any, names: Names) -> Iterator[Change]:
    """Yield the lines of an entry. What a history row says of a field is read as that field of its record."""
    values = json.loads(row.changes)
    field, subject = _last(values.get("field")), _last(values.get("subject_type"))
    for name, value in values.items():
        places, column = tuple(filter(None, (row.object_type, row.event))), name
        if name in ("before", "after") and field:
            places, column = ("opportunity",), field
        called = field_name(name, row.object_type)
        if isinstance(value, list) and len(value) == 2:
            old = None if value[0] is None else shown(places, column, value[0], names, subject)
            yield Change(called, old, shown(places, column, value[1], names, subject))
        else:
            yield Change(called, None, shown(places, column, value, names, subject))


def as_csv(entries: Iterable[tuple[Entry, str]]) -> Iterator[str]:
    """Yield the lines of a table that a spreadsheet opens, in the words of the page; with BOM, without formulas.

    Each entry comes with its hash.
    """
    yield "\ufeff" + _line(
        [
            _("No."),
            _("When"),
            _("Who"),
            _("IP address"),
            _("What"),
            _("Kind"),
            _("Record"),
            _("Changes"),
            "SHA-256",
        ]
    )
    for each, digest in entries:
        yield _line(
            [
                each.seq,
                formats.exact_moment(each.at),
                each.actor,
                each.ip,
                each.event,
                each.object,
                each.label,
                "；".join(map(_said, each.changes)),
                digest,
            ]
        )


def _said(change: Change) -> str:
    return f"{change.name}：{change.new if change.old is None else f'{change.old} → {change.new}'}"


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

"""The audit trail in the reader's words: what happened, to what, from which value to which."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.trail_names import EVENTS, FIELDS, OBJECTS
from salesapp.web import formats
from salesapp.words import gettext as _

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 300  # characters of one value on the screen


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
    """This function will return an event in words; an unknown one as it is."""
    return str(EVENTS.get(event, event))


def object_name(table: str | None) -> str:
    """This function will return a kind of record in words."""
    return str(OBJECTS.get(table, (table or "").replace("_", " ")))


def field_name(column: str) -> str:
    """This function will return a column in words."""
    return str(FIELDS.get(column, column.replace("_", " ")))


def read(row: Any, people: Mapping[int, str]) -> Entry:
    """This function will turn a row of the trail into what a person reads; `people` gives names to ids."""
    changes = tuple(_change(name, value, people) for name, value in json.loads(row.changes).items())
    return Entry(
        seq=row.seq,
        at=row.at,
        actor=row.actor_name or _("the system"),
        ip=row.ip or "",
        event=event_name(row.event),
        kind=row.event,
        object=object_name(row.object_type),
        label=row.object_label or (f"#{row.object_id}" if row.object_id else ""),
        changes=changes,
    )


def _change(name: str, value: Any, people: Mapping[int, str]) -> Change:
    if isinstance(value, list) and len(value) == 2:
        old = None if value[0] is None else _shown(name, value[0], people)
        return Change(field_name(name), old, _shown(name, value[1], people))
    return Change(field_name(name), None, _shown(name, value, people))


def _shown(name: str, value: Any, people: Mapping[int, str]) -> str:
    if value is None or value == "":
        return "/"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and name.endswith("_id") and OBJECT_OF_ID.get(name, "user") == "user":
        return people.get(value, str(value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


#: Columns that end in _id and do not name a person.
OBJECT_OF_ID = dict.fromkeys(
    (
        "team_id",
        "customer_id",
        "contact_id",
        "opportunity_id",
        "contract_id",
        "activity_id",
        "handoff_id",
        "parent_id",
        "key_contact_id",
        "successor_id",
        "subject_id",
        "record_id",
        "business_contact_id",
        "technical_contact_id",
        "finance_contact_id",
    ),
    "record",
)


def as_csv(rows: Iterable[Any]) -> Iterator[str]:
    """This function will yield the lines of a table that a spreadsheet opens; with BOM, without formulas."""
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
    for row in rows:
        yield _line(
            [
                row.seq,
                formats.moment(row.at),
                row.actor_name or "",
                row.ip or "",
                event_name(row.event),
                object_name(row.object_type),
                row.object_label or row.object_id or "",
                row.changes,
                row.hash,
            ]
        )


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

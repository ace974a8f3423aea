"""Values of the audit trail in the reader's words: codes, moments, amounts, lists, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl

from salesapp.accounts.rules import ROLE_NAMES
from salesapp.accounts.trail_fields import FIELDS
from salesapp.accounts.trail_names import EVENTS, OBJECTS
from salesapp.db import Base, Money
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext, pgettext

#: What the columns that end in _id name; those that are not here name a person.
RECORD_OF = {
    "team_id": "team", "customer_id": "customer", "parent_id": "customer", "contact_id": "contact",
    "key_contact_id": "contact", "successor_id": "contact", "opportunity_id": "opportunity", "contract_id": "contract",
    "activity_id": "activity", "handoff_id": "handoff", "record_id": "",
}  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:\d\d|Z)")
_LONGEST = 300  # characters of one value on the screen
_BROKEN = re.compile(r"broken at (\d+)")

Words = Mapping[str, Any] | Callable[[str], str]


@dataclass(frozen=True)
class Names:
    """Who and what the ids of entries mean: people by id, other records by kind and id."""

    people: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def of(self, column: str, value: int, subject: str = "") -> str:
        """Name what a column points to; `subject` is the kind of record where the entry tells it."""
        table = subject if column == "subject_id" else RECORD_OF.get(column, "user")
        if table == "user":
            return self.people.get(value, str(value))
        return self.records.get((table, value), f"#{value}")


NOBODY = Names()


def record_of(column: str, value: Any, subject: str = "") -> tuple[str, int] | None:
    """Return the record, other than a person, that a column points to."""
    table = subject if column == "subject_id" else RECORD_OF.get(column)
    return (table, value) if table and isinstance(value, int) else None


def _check_words(value: str) -> str:
    broken = _BROKEN.fullmatch(value)
    if broken:
        return pgettext("trail", "broken at no. %(seq)s") % {"seq": broken[1]}
    return pgettext("trail", "the chain is whole") if value == "whole" else value


#: Words of codes by "kind of record.column", "event.detail" or by the name alone; capabilities above add theirs.
CODES: dict[str, Words] = {
    "role": ROLE_NAMES,
    "step": ROLE_NAMES,
    "event": EVENTS,
    "object": OBJECTS,
    "owner_type": OBJECTS,
    "subject_type": OBJECTS,
    "field": FIELDS,
    "locale": {"zh_Hans_CN": "中文", "en": "English"},  # a language is named in itself
    "theme": {"light": lazy_pgettext("trail", "light"), "dark": lazy_pgettext("trail", "dark")},
    "why": {
        "locked": lazy_pgettext("trail", "the account is locked"),
        "closed": lazy_pgettext("trail", "the account is closed"),
        "unknown name": lazy_pgettext("trail", "no such sign-in name"),
        "wrong password": lazy_pgettext("trail", "wrong password"),
    },
    "audit_check.result": _check_words,
    "what": {"audit trail": lazy_pgettext("trail", "the audit trail")},
}


def add_codes(words: Mapping[str, Words]) -> None:
    """Add words of codes; a capability above calls it when it is imported."""
    CODES.update(words)


def field_name(column: str, table: str | None = None) -> str:
    """Return a column or a detail in words; some mean something else in one kind of record."""
    return str(FIELDS.get(f"{table}.{column}") or FIELDS.get(column, column.replace("_", " ")))


def code_words(places: tuple[str, ...], name: str, value: str) -> str | None:
    """Return a code in words, looked for in the most exact place first; None where it has none."""
    for key in (*(f"{place}.{name}" for place in places), name):
        words = CODES.get(key)
        if words is not None:
            found = words(value) if callable(words) else words.get(value)
            return None if found is None else str(found)
    return None


def shown(places: tuple[str, ...], name: str, value: Any, names: Names = NOBODY, subject: str = "") -> str:
    """Return one value as a person reads it; `places` are its kind of record and its event."""
    if value is None or value == "" or value == [] or value == {}:
        return "/"
    if isinstance(value, bool) or value in ("True", "False"):
        return _("yes") if value in (True, "True") else _("no")
    if isinstance(value, list):
        return _cut("、".join(shown(places, name, each, names) for each in value))
    if isinstance(value, dict):
        return _cut("；".join(_pair(places, key, each, names) for key, each in value.items()))
    if name == "filters":
        pairs = [(key, each) for key, each in parse_qsl(str(value)) if each]
        return _cut("；".join(_pair(places, key, each, names) for key, each in pairs) or "/")
    if isinstance(value, int) and name.endswith("_id"):
        return names.of(name, value, subject)
    return _cut(_plain(places, name, str(value)))


def _pair(places: tuple[str, ...], key: str, value: Any, names: Names) -> str:
    return f"{field_name(key)} {shown(places, key, value, names)}"


def _plain(places: tuple[str, ...], name: str, text: str) -> str:
    words = code_words(places, name, text)
    if words is not None:
        return words
    if _MOMENT.fullmatch(text):
        with suppress(ValueError, OverflowError):  # somebody may have typed 2026-13-45T25:61
            return formats.moment(datetime.fromisoformat(text))
    return _amount(text) if any(_is_money(place, name) for place in places) else text


def _is_money(table: str, column: str) -> bool:
    found = Base.metadata.tables.get(table)
    return found is not None and column in found.c and isinstance(found.c[column].type, Money)


def _amount(text: str) -> str:
    try:
        return formats.yuan(Decimal(text))
    except InvalidOperation:
        return text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

"""Values of the audit trail in the reader's words: codes, moments, amounts, lists, people."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl

from salesapp import capability
from salesapp.chinese.texts import enumerated
from salesapp.db import Base, Money
from salesapp.trail.wording.rules import Words
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import pgettext

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:\d\d|Z)")
_LONGEST = 300  # characters of one value on the screen
_BROKEN = re.compile(r"broken at (\d+)")


@dataclass(frozen=True)
class Names:
    """Who and what the ids of entries mean: people by id, other records by kind and id."""

    people: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def of(self, column: str, value: int, subject: str = "") -> str:
        """Name what a column points to; `subject` is the kind of record where the entry tells it."""
        table = subject if column == "subject_id" else _points_at(column) or "user"
        if table == "user":
            return self.people.get(value, str(value))
        return self.records.get((table, value), f"#{value}")


NOBODY = Names()


def record_of(column: str, value: Any, subject: str = "") -> tuple[str, int] | None:
    """Return the record, other than a person, that a column points to."""
    table = subject if column == "subject_id" else _points_at(column)
    return (table, value) if table and isinstance(value, int) else None


@functools.cache
def _points_at(column: str) -> str | None:
    """Return the kind of record that a column ``…_id`` points to, as the tables' foreign keys say; None for a person."""
    for table in Base.metadata.tables.values():
        if column in table.columns:
            for key in table.columns[column].foreign_keys:
                return None if key.column.table.name == "user" else key.column.table.name
    return None


@functools.cache
def _merged(part: str) -> Mapping[str, Any]:
    """Return one part of the vocabulary of all capabilities; the lowest floor's word counts."""
    declared = [one.trail for one in capability.installed() if one.trail]
    return {key: words for one in reversed(declared) for key, words in getattr(one, part).items()}


@functools.cache
def _tables() -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for one in reversed([one.trail for one in capability.installed() if one.trail]):
        for key, words in one.codes.items():
            known = found.get(key)
            if isinstance(known, Mapping) and isinstance(words, Mapping):
                words = {**known, **words}
            found[key] = words
    return found


def events() -> Mapping[str, Any]:
    """Return what events are called."""
    return _merged("events")


def objects() -> Mapping[str, Any]:
    """Return what kinds of record are called."""
    return _merged("records")


def fields() -> Mapping[str, Any]:
    """Return what columns and details of events are called."""
    return _merged("fields")


def codes() -> Mapping[str, Words]:
    """Return the words of codes; what several capabilities say of one kind of code is one table."""
    return _tables()


def people() -> Mapping[int, str]:
    """Return everybody's name, by id: closed accounts too, since the trail still speaks of them."""
    return _merged("names")["user"]()


def checked_words(value: str) -> str:
    """Say how a check of the chain ended."""
    broken = _BROKEN.fullmatch(value)
    if broken:
        return pgettext("trail", "broken at no. %(seq)s") % {"seq": broken[1]}
    return pgettext("trail", "the chain is whole") if value == "whole" else value


def field_name(column: str, table: str | None = None) -> str:
    """Return a column or a detail in words; some mean something else in one kind of record."""
    known = fields()
    return str(known.get(f"{table}.{column}") or known.get(column, column.replace("_", " ")))


def code_words(places: tuple[str, ...], name: str, value: str) -> str | None:
    """Return a code in words, looked for in the most exact place first; None where it has none."""
    for key in (*(f"{place}.{name}" for place in places), name):
        words = codes().get(key)
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
        return _cut(enumerated(shown(places, name, each, names) for each in value))
    if isinstance(value, dict):
        return _cut("；".join(_pair(places, key, each, names) for key, each in value.items()))
    if name == "filters":
        pairs = [(key, each) for key, each in parse_qsl(str(value)) if each]
        return _cut("；".join(_pair(places, key, each, names) for key, each in pairs) or "/")
    if isinstance(value, int) and name.endswith("_id"):
        return names.of(name, value, subject)
    return _cut(plain(places, name, str(value)))


def _pair(places: tuple[str, ...], key: str, value: Any, names: Names) -> str:
    return f"{field_name(key)} {shown(places, key, value, names)}"


def plain(places: tuple[str, ...], name: str, text: str) -> str:
    """Return a plain value in words, however long: a code, a moment, an amount, or the text itself."""
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

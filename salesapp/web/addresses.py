"""Addresses without a request: of a page by its endpoint, of a record by its kind."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

from flask import Flask, current_app, has_request_context, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from salesapp import capability

#: Stand for numbers while an address is cut into pieces: no address has them by itself.
_MARKS = tuple(range(918_273_645_000, 918_273_645_000 + 8))
#: What stands as it is in the value of a query, as in any address that Werkzeug builds.
_SAFE = "!$'()*,/:;?@"
#: Words that are written alike wherever they stand.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Pieces:
    """What stands between the values of an address: how it begins, then each value's name with what follows it."""

    begin: str
    rest: Sequence[tuple[str, str]]
    #: The words that stand in the path: written otherwise than in a query, but for plain ones.
    in_path: Collection[str]

    def filled(self, values: Mapping[str, Any]) -> str | None:
        """Return the address with some values; nothing where a word of its path is not plain."""
        written = self.begin
        for name, after in self.rest:
            value = values[name]
            if isinstance(value, str):
                if name in self.in_path and not _PLAIN.fullmatch(value):
                    return None
                value = quote_plus(str(value), safe=_SAFE)
            written += f"{value}{after}"
        return written


class LateRule(Rule):
    """A rule that learns to write its addresses with the first one: it compiles code for it, and most write none for long."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """Return what compiles the builder when it is first called, and takes its place."""
        name = "_build_unknown" if append_unknown else "_build"

        def first(rule: Rule, /, **values: Any) -> tuple[str, str]:
            made = super(LateRule, self)._compile_builder(append_unknown).__get__(rule, None)
            setattr(rule, name, made)
            return made(**values)

        return first


class QuickAddresses(Flask):
    """Flask, but an address of numbers and words is cut into pieces once; a page has a hundred of them."""

    url_rule_class = LateRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return what is called before, for and after a request: all of it plain functions, so that none is looked at."""
        return func

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Build an address; by the pieces kept where there is nothing but numbers and words to fill in."""
        if not has_request_context() or not _is_plain(values):
            return super().url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}" if request.blueprint else endpoint[1:]
        kept = self.extensions.setdefault("salesapp.pieces", {})
        key = (request.script_root, endpoint, *values, *map(_is_number, values.values()))
        if key not in kept:
            kept[key] = _cut(functools.partial(super().url_for, endpoint), values)
        pieces = kept[key]
        return pieces and pieces.filled(values) or super().url_for(endpoint, **values)


def _is_plain(values: Mapping[str, Any]) -> bool:
    """Return whether there are only numbers and words among some values, and nothing that Flask takes for itself."""
    return len(values) <= len(_MARKS) and all(
        (_is_number(value) or isinstance(value, str)) and not name.startswith("_")
        for name, value in values.items()
    )


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _cut(build: Callable[..., str], values: Mapping[str, Any]) -> Pieces | None:
    """Return the pieces of an address; nothing where it cannot be cut."""
    marks: dict[str, Any] = {
        name: mark if _is_number(value) else f"w{mark}"
        for mark, (name, value) in zip(_MARKS, values.items(), strict=False)
    }
    try:
        whole = build(**marks)
    except ValueError:  # a word where a number belongs
        return None
    path = whole.partition("?")[0]
    found: list[tuple[str, str]] = []
    if any(whole.count(str(mark)) != 1 for mark in marks.values()):
        return None
    for name in sorted(marks, key=lambda name: whole.index(str(marks[name])), reverse=True):
        whole, _mark, after = whole.partition(str(marks[name]))
        found.insert(0, (name, after))
    return Pieces(whole, found, {name for name, mark in marks.items() if str(mark) in path})


def address(endpoint: str, **values: Any) -> str:
    """Return the path of a page; jobs that write mails have no request to build it from."""
    if not _is_plain(values):
        return _built(endpoint, values)
    kept = current_app.extensions.setdefault("salesapp.addresses", {})
    key = (endpoint, *values, *map(_is_number, values.values()))
    if key not in kept:
        kept[key] = _cut(lambda **marks: _built(endpoint, marks), values)
    pieces = kept[key]
    return pieces and pieces.filled(values) or _built(endpoint, values)


def _built(endpoint: str, values: Mapping[str, Any]) -> str:
    return current_app.url_map.bind("").build(endpoint, values)


def of_record(kind: str, record_id: int) -> str:
    """Return where a record opens, as its capability declares it."""
    endpoint, argument = next(part.opens[kind] for part in capability.installed() if kind in part.opens)
    if argument.startswith("#"):  # a line of a page
        return f"{address(endpoint)}{argument}{record_id}"
    return address(endpoint, **{argument: record_id})


def endpoint_of(kind: str) -> str:
    """Return the endpoint at which records of a kind open."""
    return next(part.opens[kind][0] for part in capability.installed() if kind in part.opens)


def opens(kind: str) -> bool:
    """Tell whether records of a kind have a page of their own."""
    return any(kind in part.opens for part in capability.installed())


def list_of(page: str) -> str | None:
    """Return the list from which a page was opened, so that one goes on with the next of it."""
    came = where_from(page)
    if came == "calls":
        return address("calls.show")
    return address("today.index", done=1) if came else None


def where_from(page: str) -> str:
    """Return which list a page was opened from, as its address says it: the round of calls, today, or none."""
    asked = parse_qs(urlsplit(page).query).get("from", [""])[0]
    return asked if asked in ("calls", "today") else ""


def where_changed(location: str | None) -> str | None:
    """Return the page that changes the record which a page shows; where there is none, that page itself."""
    if not location:
        return None
    path = f"{urlsplit(location).path.rstrip('/')}/edit"
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return location
    return path

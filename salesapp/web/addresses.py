"""Addresses without a request: of a page by its endpoint, of a record by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


#: What stands between the values of an address: how it begins, then each value's name with what follows it.
Pieces = tuple[str, list[tuple[str, str]]]


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
    """Flask, but an address of numbers, and of words in its query, is cut into pieces once; a page has a hundred of them."""

    url_rule_class = LateRule

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Build an address; by the pieces kept where there is nothing but numbers and words of the query to fill in."""
        if not has_request_context() or not _is_plain(values):
            return super().url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}" if request.blueprint else endpoint[1:]
        kept = self.extensions.setdefault("salesapp.pieces", {})
        key = (request.script_root, endpoint, *values, *map(_is_number, values.values()))
        pieces = kept.get(key)
        if pieces is None:
            kept[key] = pieces = _cut(
                lambda marks: super(QuickAddresses, self).url_for(endpoint, **marks), values
            )
        return _filled(pieces, values) if pieces else super().url_for(endpoint, **values)


def _is_plain(values: Mapping[str, Any]) -> bool:
    """Return whether there are only numbers and words among some values, and nothing that Flask takes for itself."""
    return len(values) <= len(_MARKS) and all(
        (_is_number(value) or isinstance(value, str)) and not name.startswith("_")
        for name, value in values.items()
    )


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _cut(build: Callable[[dict[str, Any]], str], values: Mapping[str, Any]) -> Pieces | None:
    """Return the pieces of an address; nothing where it cannot be cut, or has words in its path."""
    marks: dict[str, Any] = {
        name: mark if _is_number(value) else str(mark)
        for mark, (name, value) in zip(_MARKS, values.items(), strict=False)
    }
    whole = build(marks)
    query = whole.find("?") if "?" in whole else len(whole)
    found: list[tuple[str, str]] = []
    for mark in marks.values():
        in_path = not _is_number(mark) and whole.find(mark) < query
        if whole.count(str(mark)) != 1 or in_path:
            return None
    for name in sorted(marks, key=lambda name: whole.index(str(marks[name])), reverse=True):
        whole, _mark, after = whole.partition(str(marks[name]))
        found.insert(0, (name, after))
    return whole, found


def _filled(pieces: Pieces, values: Mapping[str, Any]) -> str:
    address, rest = pieces
    for name, after in rest:
        value = values[name]
        address += f"{quote_plus(str(value), safe=_SAFE) if isinstance(value, str) else value}{after}"
    return address


def address(endpoint: str, **values: Any) -> str:
    """Return the path of a page; jobs that write mails have no request to build it from."""
    kept = current_app.extensions.setdefault("salesapp.addresses", {})
    key = (endpoint, *values, *map(_is_number, values.values()))
    if not _is_plain(values):
        return _built(endpoint, values)
    if key not in kept:
        kept[key] = _cut(lambda marks: _built(endpoint, marks), values)
    return _filled(pieces, values) if (pieces := kept[key]) else _built(endpoint, values)


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

"""Addresses without a request: of a page by its endpoint, of a record by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask, current_app, has_request_context, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from salesapp import capability

#: Stand for numbers while an address is cut into pieces: no address has them by itself.
_MARKS = tuple(range(918_273_645_000, 918_273_645_000 + 8))


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
    """Flask, but an address whose values are all numbers is cut into pieces once; a page has a hundred of them."""

    url_rule_class = LateRule

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Build an address; by the pieces kept where there is nothing but numbers to fill in."""
        plain = all(type(value) is int and value >= 0 for value in values.values())
        if not plain or len(values) > len(_MARKS) or not has_request_context():
            return super().url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}" if request.blueprint else endpoint[1:]
        kept = self.extensions.setdefault("salesapp.pieces", {})
        key = (request.script_root, endpoint, *values)
        pieces = kept.get(key)
        if pieces is None:
            kept[key] = pieces = self._cut(endpoint, list(values))
        if not pieces:
            return super().url_for(endpoint, **values)
        return pieces[0] + "".join(f"{values[name]}{text}" for name, text in pieces[1])

    def _cut(self, endpoint: str, names: list[str]) -> tuple[str, list[tuple[str, str]]] | None:
        """Return what stands before the first number, and each number's name with what follows it."""
        marks: dict[str, Any] = dict(zip(names, _MARKS, strict=False))
        whole = super().url_for(endpoint, **marks)
        found: list[tuple[str, str]] = []
        if any(whole.count(str(mark)) != 1 for mark in marks.values()):
            return None
        for name in sorted(marks, key=lambda name: whole.index(str(marks[name])), reverse=True):
            whole, _mark, after = whole.partition(str(marks[name]))
            found.insert(0, (name, after))
        return whole, found


def address(endpoint: str, **values: Any) -> str:
    """Return the path of a page; jobs that write mails have no request to build it from."""
    known = current_app.extensions.setdefault("salesapp.addresses", {})
    if not values and endpoint in known:
        return known[endpoint]
    path = current_app.url_map.bind("").build(endpoint, values)
    if not values:
        known[endpoint] = path
    return path


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

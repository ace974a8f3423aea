"""Addresses without a request: of a page by its endpoint, of a record by its kind."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException

from salesapp import capability


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

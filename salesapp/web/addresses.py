"""Addresses without a request: of a page by its endpoint, of a record by its kind."""

from __future__ import annotations

from typing import Any

from flask import current_app

from salesapp import capability


def address(endpoint: str, **values: Any) -> str:
    """Return the path of a page; jobs that write mails have no request to build it from."""
    key = "salesapp.addresses"
    paths = current_app.extensions.get(key)
    if paths is None:
        paths = current_app.extensions[key] = current_app.url_map.bind("")
    return paths.build(endpoint, values)


def of_record(kind: str, record_id: int) -> str:
    """Return where a record opens, as its capability declares it."""
    endpoint, argument = next(part.opens[kind] for part in capability.installed() if kind in part.opens)
    if argument.startswith("#"):  # a line of a page
        return f"{address(endpoint)}{argument}{record_id}"
    return address(endpoint, **{argument: record_id})

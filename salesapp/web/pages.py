"""Keyset pages: the next page begins after the last row shown, however many rows there are."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

T = TypeVar("T")
LONGEST = 1000  # characters of a cursor


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows and the cursor of the page after them (None on the last)."""

    rows: Sequence[T]
    next: str | None


def cursor(*values) -> str:
    """Return an address-safe cursor for the sort values of a row."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def read(text: str | None, *kinds: Callable[[Any], Any]) -> tuple | None:
    """Return the sort values of a cursor, each read by its kind, or None for none and for one that somebody made up.

    A kind is a reader that raises ValueError, such as those of :mod:`salesapp.web.params`.
    """
    if not text or len(text) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            return None
        return tuple(kind(value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, RecursionError):
        return None


def beyond(column, row, after: tuple, *, descending: bool) -> ColumnElement[bool]:
    """Return the condition of the rows after a cursor's (value, id), in an order by a column and then by id."""
    value, row_id = after
    if descending:
        return or_(column < value, and_(column == value, row < row_id))
    return or_(column > value, and_(column == value, row > row_id))


def cut(rows: Sequence[T], size: int, key) -> Page[T]:
    """Return the first ``size`` of ``size + 1`` fetched rows, with the cursor of the last shown."""
    return Page(rows[:size], cursor(*key(rows[size - 1])) if len(rows) > size else None)

"""Keyset pages: the next page begins after the last row shown, however many rows there are."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows and the cursor of the page after them (None on the last)."""

    rows: Sequence[T]
    next: str | None


def cursor(*values) -> str:
    """Return an address-safe cursor for the sort values of a row."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def read(text: str | None, count: int) -> list | None:
    """Return the sort values of a cursor, or None for none or for one that somebody made up."""
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, UnicodeDecodeError):
        return None
    return values if isinstance(values, list) and len(values) == count else None


def cut(rows: Sequence[T], size: int, key) -> Page[T]:
    """Return the first ``size`` of ``size + 1`` fetched rows, with the cursor of the last shown."""
    return Page(rows[:size], cursor(*key(rows[size - 1])) if len(rows) > size else None)

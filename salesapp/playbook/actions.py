"""What is done to every collection of the playbook: a line is moved, what was shipped is written once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.db import db, touch_config
from salesapp.web import cache


class Positioned(Protocol):
    """A line that stands somewhere in its list."""

    id: Any
    position: Any


def move(row: Positioned, siblings: Sequence[Positioned], *, up: bool) -> None:
    """Exchange a row with its neighbour; at the end of the list it stays where it is."""
    ordered = list(siblings)
    index = next(n for n, sibling in enumerate(ordered) if sibling.id == row.id)
    other = index - 1 if up else index + 1
    if 0 <= other < len(ordered):
        ordered[index], ordered[other] = ordered[other], ordered[index]
    for position, sibling in enumerate(ordered, 1):
        if sibling.position != position:
            sibling.position = position
    touched()


def last(position: InstrumentedAttribute[int], *conditions: Any) -> int:
    """Return the last place of a list; 0 where it is empty."""
    return db.session.scalar(select(func.coalesce(func.max(position), 0)).where(*conditions)) or 0


def shipped(path: Path) -> list[dict[str, Any]]:
    """Read the lines of a collection that the product comes with."""
    (lines,) = tomllib.loads(path.read_text("utf-8")).values()
    return lines


def start_with(column: InstrumentedAttribute[int], rows: Iterable[Any]) -> int:
    """Write the first rows of a table; one that holds anything is left alone. Returns how many were written."""
    if db.session.scalar(select(column).limit(1)) is not None:
        return 0
    written = list(rows)
    db.session.add_all(written)
    touched()
    return len(written)


def touched() -> None:
    """Let every process read the playbook again once this is committed."""
    db.session.flush()
    touch_config()
    cache.forget()

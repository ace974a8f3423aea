"""The table of an import, as it was kept."""

from __future__ import annotations

from pathlib import Path

from salesapp.reading.tables import wire
from salesapp.reading.tables.book import Workbook
from salesapp.web import storage

BOOK = "table.json"


def folder(path: str) -> Path:
    """Return the folder of one table."""
    return storage.folder("imports") / path


def load(path: str) -> Workbook | None:
    """Return what was read of a table; None where it is gone."""
    try:
        with (folder(path) / BOOK).open(encoding="ascii") as lines:
            return wire.unpacked(lines)
    except FileNotFoundError:
        return None

"""The table of an import, kept in the data folder while it can be undone: as it was read, so that it is read once."""

from __future__ import annotations

import secrets
import shutil

from salesapp.prospecting.imports.keeping.queries import BOOK, folder
from salesapp.reading.tables import wire
from salesapp.reading.tables.book import Workbook


def keep(book: Workbook) -> str:
    """Keep what was read of a table; return the name of its folder."""
    path = secrets.token_hex(16)
    place = folder(path)
    place.mkdir(parents=True, exist_ok=True)
    fresh = place / f"{BOOK}.new"
    with fresh.open("w", encoding="ascii") as target:
        target.writelines(wire.packed(book))
    fresh.replace(place / BOOK)
    return path


def forget(path: str) -> None:
    """Let go of a table."""
    shutil.rmtree(folder(path), ignore_errors=True)

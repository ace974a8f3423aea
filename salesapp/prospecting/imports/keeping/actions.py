"""The table of an import, kept in the data folder while it can be undone: as it was read, so that it is read once."""

from __future__ import annotations

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def alone(user_id: int) -> Iterator[bool]:
    """Hold a person's turn to have a table read; False where one of theirs is being read in this moment."""
    place = folder("")
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{user_id}.reading").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True  # closing the file gives the turn back, and so does the end of the process

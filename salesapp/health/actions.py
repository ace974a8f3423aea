"""Binding a database to the data folder that holds its files."""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from salesapp.db import INSERTS, db, reached
from salesapp.health.models import DataFolder
from salesapp.health.queries import MARK, mark_of
from salesapp.web import storage


def bind(*, at: datetime) -> int:
    """Note the folder of whoever migrates first as the database's own; return whether there was none yet."""
    insert = INSERTS[db.session.get_bind().dialect.name](DataFolder.__table__)
    mark = _marked(storage.folder(""))
    return len(
        db.session.execute(
            insert.values(id=1, mark=mark).on_conflict_do_nothing().returning(DataFolder.__table__.c.id)
        ).all()
    )


def bind_anew(folder: Path) -> None:
    """Make a folder the database's own: the files of a restore lie there, or the old one is lost."""
    mark, table = _marked(folder), DataFolder.__table__
    if not reached(table.update().where(table.c.id == 1).values(mark=mark)):
        db.session.execute(table.insert().values(id=1, mark=mark))


def _marked(folder: Path) -> str:
    """Return the mark of a folder, which it gets with the first question."""
    fresh = folder / f".{MARK}-{os.getpid()}-{secrets.token_hex(4)}"
    if not mark_of(folder):
        fresh.write_text(secrets.token_hex(16))
        fresh.chmod(0o600)
        with contextlib.suppress(FileExistsError):  # another process was first: its mark counts
            os.link(fresh, folder / MARK)
        fresh.unlink()
    return mark_of(folder)

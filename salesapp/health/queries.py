"""What a watch over the installation wants to know, each answered "ok" or in a word of what is wrong."""

from __future__ import annotations

import functools
import logging
import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from salesapp.db import db
from salesapp.health.models import DataFolder
from salesapp.mail import queries as mails
from salesapp.revisions import applied, heads
from salesapp.schedule import queries as schedule
from salesapp.schedule.rules import is_silent

log = logging.getLogger(__name__)

#: The file of a data folder that tells it from others.
MARK = "folder-mark"
OTHER = "not the database's own"
LEAST_ROOM = 16 << 20  # bytes that must be free for a save to be likely


def database() -> str:
    """Ask whether the database answers."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        log.exception("the database does not answer")
        return "unreachable"
    return "ok"


def data_folder(folder: Path) -> str:
    """Ask whether the data folder takes files."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return "not writable"
    return "ok" if shutil.disk_usage(folder).free >= LEAST_ROOM else "full"


def migrations() -> str:
    """Ask whether the tables are those of this version."""
    found = applied()
    if found is None:
        return "missing"
    return "ok" if found == heads() else "pending"


def mark_of(folder: Path) -> str:
    """Return the mark of a data folder; one that belongs to no database yet has none."""
    try:
        return (folder / MARK).read_text().strip()
    except OSError:
        return ""


def belongs(folder: Path) -> str:
    """Ask whether a data folder is the one whose files this database names: a second machine must share the first's."""
    mark = db.session.scalar(select(DataFolder.mark).where(DataFolder.id == 1))
    return "ok" if mark in (None, mark_of(folder)) else OTHER


@functools.cache
def printing() -> str:
    """Ask whether sheets are printed at full speed."""
    from weasyprint.text.ffi import harfbuzz_subset  # half a second of imports that no other screen needs

    return "ok" if harfbuzz_subset is not None else "slow: libharfbuzz-subset0 is missing"


def jobs(now: datetime) -> str:
    """Ask whether the background work has shown a sign of life."""
    last = schedule.last_sign_of_life()
    if is_silent(last, now):
        return f"no sign of life; {mails.waiting_count()} mails wait"
    return "ok"

"""Which migrations there are, and which of them a database has had."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from salesapp.db import db

VERSIONS = Path(__file__).resolve().parent.parent / "migrations" / "versions"
_LINE = re.compile(r"^(down_revision|revision)\b[^=\n]*=\s*(.+)$", re.MULTILINE)
_NAME = re.compile(r"""["']([^"']+)["']""")


@functools.cache
def heads() -> frozenset[str]:
    """Return the revisions that this version wants its database to be at: those that none follows.

    Read from the text of the migrations: to import them all takes alembic and a second.
    """
    named: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in VERSIONS.glob("*.py"):
        for what, value in _LINE.findall(path.read_text("utf-8")):
            named[what].update(_NAME.findall(value))
    return frozenset(named["revision"] - named["down_revision"])


def applied() -> frozenset[str] | None:
    """Return the revisions that the database is at; one without tables has none to tell: None."""
    try:
        return frozenset(db.session.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError:
        db.session.rollback()
        return None

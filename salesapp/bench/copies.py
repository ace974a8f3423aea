"""The copy of a database that the bench may write to."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from salesapp.bench.browser import BenchError


@contextlib.contextmanager
def copied(database_url: str, folder: Path, *, server: bool) -> Iterator[Mapping[str, str] | None]:
    """Yield how a process finds the copy; an SQLite database is always copied, one of a ``server`` only if asked."""
    parts = make_url(database_url)
    if parts.drivername == "sqlite":
        yield {"SALESAPP_DATABASE_URL": _file(str(parts.database), folder), "SALESAPP_DATA_DIR": str(folder)}
        return
    if not server:
        yield None
        return
    name = f"{parts.database}_bench_{os.getpid()}"
    _say(database_url, f'CREATE DATABASE "{name}" TEMPLATE "{parts.database}"')
    try:
        url = parts.set(database=name).render_as_string(hide_password=False)
        yield {"SALESAPP_DATABASE_URL": url, "SALESAPP_DATA_DIR": str(folder)}
    finally:
        _say(database_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _file(database: str, folder: Path) -> str:
    with contextlib.closing(sqlite3.connect(database)) as source:
        with contextlib.closing(sqlite3.connect(folder / "bench.db")) as copy:
            source.backup(copy)
    return f"sqlite:///{folder / 'bench.db'}"


def _say(database_url: str, statement: str) -> None:
    """Carry out a statement beside the database: one that is connected to cannot be a template."""
    engine = sqlalchemy.create_engine(
        make_url(database_url).set(database="postgres"), isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    except SQLAlchemyError as error:
        raise BenchError(f"the database was not copied: {error.__cause__ or error}") from error
    finally:
        engine.dispose()

"""The database's part of a backup: copied as it stands at one moment, put back in one piece."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ProgrammingError

from salesapp.config import Config
from salesapp.db import Base, db
from salesapp.shell import gettext as _
from salesapp.trail import queries as trail


class BackupError(Exception):
    """An archive cannot be written, or is not what it says it is. The sentence is for the operator."""


def is_sqlite(config: Config) -> bool:
    """Return whether this installation keeps its data in an SQLite file."""
    return config.database_url.startswith("sqlite")


def copy_database(config: Config, target: Path) -> dict[str, int]:
    """Copy the database while the app goes on working, and return the rows of every table at that very moment."""
    url = make_url(config.database_url)
    if is_sqlite(config):
        with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as source:
            with closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
        return rows_of_copy(target)
    db.session.rollback()
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        moment = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        dump = [_postgres_tool("pg_dump"), "-Fc", "--no-owner", "--no-privileges"]
        _run([*dump, "--snapshot", moment, "-f", str(target)], url)
        return _counted(connection)


def rows_of_copy(copy: Path) -> dict[str, int]:
    """Count the rows of every table in a copied SQLite file."""
    with closing(sqlite3.connect(copy)) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        known = [table for table in tables if table in Base.metadata.tables]
        return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in known}


def audit_end_of_copy(copy: Path) -> dict[str, Any]:
    """Return what the audit trail ends with in a copied SQLite file, to be compared with one day."""
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone()
    return {"seq": found[0], "hash": found[1]} if found else {}


def audit_end() -> dict[str, Any]:
    """Return what the audit trail ends with in the running database."""
    last = trail.end()
    db.session.rollback()
    return {"seq": last.seq, "hash": last.hash}


def row_counts() -> dict[str, int]:
    """Count the rows of every table in the running database."""
    with db.engine.connect() as connection:
        return _counted(connection)


def _counted(connection: Connection) -> dict[str, int]:
    tables = Base.metadata.tables
    return {
        name: connection.scalar(select(func.count()).select_from(tables[name])) or 0
        for name in sorted(tables)
    }


def restore_database(config: Config, copy: Path, manifest: dict) -> None:
    """Put a copy in place of the running database; where anything fails, all is as before."""
    url = make_url(config.database_url)
    db.session.remove()
    db.engine.dispose()
    if not is_sqlite(config):
        _restore_postgres(url, copy)
        if row_counts() != manifest["rows"]:
            raise BackupError(_("the restored database does not hold as many rows as the backup says"))
        return
    with closing(sqlite3.connect(copy)) as connection:
        _whole(connection, copy, manifest)
        with closing(sqlite3.connect(str(url.database), timeout=15)) as live:
            connection.backup(live)


def _whole(connection: sqlite3.Connection, copy: Path, manifest: dict) -> None:
    """Refuse a copied SQLite file that is damaged, or holds other rows than it should."""
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    damage += [f"{row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    if damage or rows_of_copy(copy) != manifest["rows"]:
        raise BackupError(
            _("the database in the archive is damaged: %(where)s", where="; ".join(damage[:3]))
            if damage
            else _("the database in the archive is damaged: rows are missing")
        )


def try_copy(config: Config, copy: Path, manifest: dict) -> bool:
    """Bring a copy up beside the running database and count its rows; BackupError says what is wrong with it.

    False where the server lets us create no database: then it was read through to its end.
    """
    if is_sqlite(config):
        with closing(sqlite3.connect(copy)) as connection:
            _whole(connection, copy, manifest)
        return True
    url = make_url(config.database_url)
    beside = url.set(database=f"{url.database}_check"[-63:])
    try:
        _recreate(str(beside.database))
    except ProgrammingError:  # not allowed to
        script = ["-f", os.devnull, str(copy)]
        _run([_postgres_tool("pg_restore"), "--no-owner", "--no-privileges", *script], url)
        return False
    try:
        into = ["--exit-on-error", "-d", str(beside.database), str(copy)]
        _run([_postgres_tool("pg_restore"), "--no-owner", "--no-privileges", *into], beside)
        engine = create_engine(beside)
        with engine.connect() as connection:
            found = _counted(connection)
        engine.dispose()
    finally:
        _recreate(str(beside.database), again=False)
    if found != manifest["rows"]:
        raise BackupError(_("the database in the archive is damaged: rows are missing"))
    return True


def _recreate(name: str, *, again: bool = True) -> None:
    """Drop a database for a trial, which a killed check may have left, and create it empty."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        if again:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))


#: Everything of ours in the schema, in whatever state; what belongs to an extension stays.
EMPTY_SCHEMA = """
SET lock_timeout = '15s';
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS
        (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT typname AS name FROM pg_type
      WHERE typnamespace = 'public'::regnamespace AND typtype = 'e' LOOP
    EXECUTE format('DROP TYPE public.%I CASCADE', thing.name);
  END LOOP;
END $$;
"""


def _restore_postgres(url: URL, copy: Path) -> None:
    """Empty the schema and fill it again in one transaction: where anything fails, all is as before."""
    script, empty = copy.with_suffix(".sql"), copy.with_name("empty.sql")
    empty.write_text(EMPTY_SCHEMA)
    _run([_postgres_tool("pg_restore"), "--no-owner", "--no-privileges", "-f", str(script), str(copy)], url)
    _run(
        [
            _postgres_tool("psql"),
            "-X",
            "-q",
            "-1",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            str(empty),
            "-f",
            str(script),
        ],
        url,
    )


def _postgres_tool(name: str) -> str:
    """Return the newest of PostgreSQL's own tools: an older one refuses a newer server."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    tool = str(found[-1]) if found else shutil.which(name)
    if tool is None:
        raise BackupError(_("%(name)s is missing: apt-get install postgresql-client", name=name))
    return tool


def _run(command: list[str], url: URL) -> None:
    query = {key: value if isinstance(value, str) else value[0] for key, value in url.query.items()}
    place = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("sslmode"),
    }
    environ = os.environ | {key: value for key, value in place.items() if value}
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(
            _("%(name)s failed: %(why)s", name=Path(command[0]).name, why=done.stderr.strip()[-500:])
        )

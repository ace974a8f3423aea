"""One archive that holds everything: the database at one moment, the attachments, and a list to check them by."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sqlalchemy import func, select
from sqlalchemy.engine import URL, make_url

from salesapp.config import Config
from salesapp.db import Base, db

FORMAT = 1
#: What the data folder holds besides people's files: made again, or belonging to this one machine.
NOT_IN_BACKUP = ("secret-key", "jobs.db", "cache", "backups")
CHUNK = 1 << 20


class BackupError(Exception):
    """An archive cannot be written, or is not what it says it is. The sentence is for the operator."""


# ----------------------------------------------------------------------------------------- out


def write(target: Path, config: Config, *, at: datetime) -> dict:
    """Write the archive while the app goes on working, and return its manifest.

    The database is copied first and attachments after it: they are only ever added, so none that the database names is
    missing. The archive appears under its name only when it is whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(prefix="salesapp-backup-") as folder:
            name = "database.sqlite3" if _is_sqlite(config) else "database.dump"
            copy = Path(folder) / name
            _copy_database(config, copy)
            manifest = {
                "format": FORMAT,
                "app": version("salesapp"),
                "made_at": at.isoformat(timespec="seconds"),
                "database": name,
                "rows": _rows_of_copy(copy) if _is_sqlite(config) else _row_counts(),
                "sha256": {},
            }
            members = [
                (name, copy),
                *((f"files/{path}", config.data_dir / path) for path in _files(config.data_dir)),
            ]
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
                with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as archive:
                    for member, path in members:
                        manifest["sha256"][member] = _sha256(path)
                        archive.add(path, member, recursive=False)
                    _add_text(archive, "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False))
                raw.flush()
                os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _copy_database(config: Config, target: Path) -> None:
    url = make_url(config.database_url)
    if _is_sqlite(config):
        with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as source:
            with closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
    else:
        _run([_postgres_tool("pg_dump"), "-Fc", "--no-owner", "--no-privileges", "-f", str(target)], url)


def _files(data_dir: Path) -> Iterator[Path]:
    for path in sorted(data_dir.rglob("*")):
        inside = path.relative_to(data_dir)
        top = inside.parts[0]
        if path.is_symlink() or not path.is_file() or top.startswith(".") or top in NOT_IN_BACKUP:
            continue
        if len(inside.parts) == 1 and (".db" in top or top.startswith("before-restore")):
            continue
        yield inside


def _rows_of_copy(copy: Path) -> dict[str, int]:
    with closing(sqlite3.connect(copy)) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        known = [table for table in tables if table in Base.metadata.tables]
        return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in known}


def _row_counts() -> dict[str, int]:
    tables = Base.metadata.tables
    counted = {
        name: db.session.scalar(select(func.count()).select_from(tables[name])) for name in sorted(tables)
    }
    db.session.rollback()
    return counted


# ------------------------------------------------------------------------------------------ in


def read(source: Path, config: Config) -> dict:
    """Put an archive in place of the present database and files, and return its manifest.

    Everything in the archive is checked before anything is touched; the rows are counted after. Processes that use the
    database should be stopped: ``serve`` and ``jobs`` of an older state know nothing of the change.
    """
    with tempfile.TemporaryDirectory(prefix="salesapp-restore-", dir=config.data_dir) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        database = folder / manifest["database"]
        if (database.suffix == ".sqlite3") != _is_sqlite(config):
            kinds = ("SQLite", "PostgreSQL") if _is_sqlite(config) else ("PostgreSQL", "SQLite")
            raise BackupError(f"this installation runs on {kinds[0]}, the archive was made on {kinds[1]}")
        _restore_database(config, database, manifest)
        for member in manifest["sha256"]:
            if member.startswith("files/"):
                target = config.data_dir / member.removeprefix("files/")
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(folder / member, target)
    return manifest


def _unpack(source: Path, folder: Path) -> dict:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")  # refuses links, devices and paths that lead outside
        manifest = json.loads((folder / "manifest.json").read_text())
        listed = manifest["sha256"]
        kind, whole = manifest["database"], manifest["format"]
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupError(f"{source} is no whole backup: {error}") from error
    if whole != FORMAT:
        raise BackupError(f"{source} has format {whole}; this version reads {FORMAT}")
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {
        "manifest.json"
    }
    if present != set(listed) or kind not in listed:
        raise BackupError(f"{source} does not hold the files that it lists")
    for member, digest in listed.items():
        if _sha256(folder / member) != digest:
            raise BackupError(f"{source}: {member} is damaged")
    return manifest


def _restore_database(config: Config, copy: Path, manifest: dict) -> None:
    url = make_url(config.database_url)
    db.session.remove()
    db.engine.dispose()
    if not _is_sqlite(config):
        _restore_postgres(url, copy)
        if _row_counts() != manifest["rows"]:
            raise BackupError("the restored database does not hold as many rows as the backup says")
        return
    with closing(sqlite3.connect(copy)) as connection:
        damage = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        damage += [f"{row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
        if damage or _rows_of_copy(copy) != manifest["rows"]:
            raise BackupError(
                f"the database in the archive is damaged: {'; '.join(damage[:3]) or 'rows are missing'}"
            )
        with closing(sqlite3.connect(url.database, timeout=15)) as live:
            connection.backup(live)


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


# --------------------------------------------------------------------------------------- tools


def _is_sqlite(config: Config) -> bool:
    return config.database_url.startswith("sqlite")


def _postgres_tool(name: str) -> str:
    """Return the newest of PostgreSQL's own tools: an older one refuses a newer server."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    tool = str(found[-1]) if found else shutil.which(name)
    if tool is None:
        raise BackupError(f"{name} is missing: apt-get install postgresql-client")
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
        raise BackupError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-500:]}")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        _feed(source, digest)
    return digest.hexdigest()


def _feed(source: IO[bytes], digest) -> None:
    while chunk := source.read(CHUNK):
        digest.update(chunk)


def _add_text(archive: tarfile.TarFile, name: str, content: str) -> None:
    data = content.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))

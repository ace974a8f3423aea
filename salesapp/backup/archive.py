"""One archive that holds everything: the database at one moment, the attachments, and a list to check them by."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from salesapp.backup import database
from salesapp.backup.database import BackupError
from salesapp.config import Config
from salesapp.shell import gettext as _

FORMAT = 1
#: The folder of people's files. What else lies in the data folder is made again, or belongs to this one machine: its key,
#: its queue, prints and their cache. None of it is written, and none is taken from an archive.
KEPT = "attachments"
CHUNK = 1 << 20


def write(target: Path, config: Config, *, at: datetime) -> dict:
    """Write the archive while the app goes on working, and return its manifest.

    The database is copied first and attachments after it: none that a row names is ever removed, so none that the
    database names is missing; one that no row names may go meanwhile, and is left out. The archive appears under its
    name only when it is whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=target.parent) as folder:
            name = "database.sqlite3" if database.is_sqlite(config) else "database.dump"
            copy = Path(folder) / name
            rows = database.copy_database(config, copy)
            manifest: dict[str, Any] = {
                "format": FORMAT,
                "app": version("salesapp"),
                "made_at": at.isoformat(timespec="seconds"),
                "database": name,
                "rows": rows,
                "audit": database.audit_end_of_copy(copy)
                if database.is_sqlite(config)
                else database.audit_end(),
                "sha256": {},
            }
            members = [
                (name, copy),
                *((f"files/{path}", config.data_dir / path) for path in _files(config.data_dir)),
            ]
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
                with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as archive:
                    for member, path in members:
                        _add_file(archive, member, path, manifest["sha256"])
                    _add_text(archive, "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False))
                raw.flush()
                os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _files(data_dir: Path) -> Iterator[Path]:
    for path in sorted((data_dir / KEPT).rglob("*")):
        if (
            path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        ):  # dots: still being written
            yield path.relative_to(data_dir)


def read(source: Path, config: Config) -> dict:
    """Put an archive in place of the present database and files, and return its manifest.

    Everything in the archive is checked before anything is touched; the rows are counted after. Processes that use the
    database should be stopped: ``serve`` and ``jobs`` of an older state know nothing of the change.
    """
    for left in config.data_dir.glob(
        "salesapp-restore-*"
    ):  # of a restore that was killed: a whole second database
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="salesapp-restore-", dir=config.data_dir) as name:
        folder = Path(name)
        manifest = unpack(source, folder)
        copy = folder / manifest["database"]
        if (copy.suffix == ".sqlite3") != database.is_sqlite(config):
            kinds = ("SQLite", "PostgreSQL") if database.is_sqlite(config) else ("PostgreSQL", "SQLite")
            raise BackupError(
                _(
                    "this installation runs on %(here)s, the archive was made on %(there)s",
                    here=kinds[0],
                    there=kinds[1],
                )
            )
        database.restore_database(config, copy, manifest)
        for member in manifest["sha256"]:
            if member.startswith(f"files/{KEPT}/"):
                target = config.data_dir / member.removeprefix("files/")
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(folder / member, target)
    return manifest


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """Write out plain files, none of them outside the folder; links and devices have no place in a backup.

    By hand, since the filters of ``extractall`` are younger than the Python of Debian 12.
    """
    for member in archive:
        target = (folder / member.name).resolve()
        if member.isdir():
            continue
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(f"{member.name} leads outside")
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as kept:
            shutil.copyfileobj(content, kept)


def unpack(source: Path, folder: Path) -> dict:
    """Unpack an archive into a folder and return its manifest; BackupError names what is not as it was written."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            _extract(archive, folder)
        manifest = json.loads((folder / "manifest.json").read_text())
        listed = manifest["sha256"]
        kind, whole = manifest["database"], manifest["format"]
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupError(_("%(file)s is no whole backup: %(why)s", file=source, why=error)) from error
    if whole != FORMAT:
        raise BackupError(
            _(
                "%(file)s has format %(format)s; this version reads %(read)s",
                file=source,
                format=whole,
                read=FORMAT,
            )
        )
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {
        "manifest.json"
    }
    if present != set(listed) or kind not in listed:
        raise BackupError(_("%(file)s does not hold the files that it lists", file=source))
    for member, digest in listed.items():
        if _sha256(folder / member) != digest:
            raise BackupError(_("%(file)s: %(member)s is damaged", file=source, member=member))
    return manifest


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        _feed(source, digest)
    return digest.hexdigest()


def _feed(source: IO[bytes], digest) -> None:
    while chunk := source.read(CHUNK):
        digest.update(chunk)


def _add_file(archive: tarfile.TarFile, member: str, path: Path, listed: dict[str, str]) -> None:
    try:
        content = path.open("rb")
    except FileNotFoundError:  # pruned since it was listed: no row names it
        return
    with content:
        listed[member] = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        archive.addfile(archive.gettarinfo(arcname=member, fileobj=content), content)


def _add_text(archive: tarfile.TarFile, name: str, content: str) -> None:
    data = content.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))

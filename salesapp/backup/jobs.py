"""The backup of each night: written, checked by restoring it beside, kept for days, weeks and months."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app

from salesapp.backup import archive, database, queries, rules
from salesapp.config import Config
from salesapp.db import db
from salesapp.shell import gettext as _
from salesapp.web import clock

NAME = "backup.nightly"


def nightly(*, at: datetime) -> int:
    """Write the day's backup and believe it only once it was restored into a temporary place; return how many are kept.

    It is copied to the second folder, where there is to be one. Older ones go by their age, in both. Where another process
    is at it nothing is done. BackupError says what is wrong: then the backups that are there stay as they are.
    """
    config = current_app.config["SALESAPP"]
    db.session.rollback()
    place = queries.folder(config)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(place) as alone:
        if alone:
            remove_remains(config, at=at)
            fresh = place / rules.name_of(clock.local(at).date())
            _write(config, fresh, at=at)
            _prune(place, at=at)
            if config.backup_dir is not None:
                _copy(fresh, config.backup_dir)
                _prune(config.backup_dir, at=at)
    return len(queries.backups(config))


def _write(config: Config, target: Path, *, at: datetime) -> None:
    fresh = target.with_name(f".fresh-{target.name}")
    try:
        manifest = archive.write(fresh, config, at=at)
        restored = check(fresh, config)
        said = {
            "made_at": manifest["made_at"],
            "rows": sum(manifest["rows"].values()),
            "files": len(manifest["sha256"]) - 1,
            "restored": restored,
        }
        queries.note_of(target).write_text(json.dumps(said), "utf-8")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _copy(backup: Path, folder: Path) -> None:
    """Copy a checked backup to the second folder, whole or not at all; it is never made: a share that is away is no folder."""
    target, begun = folder / backup.name, folder / f".begun-{backup.name}"
    try:
        with backup.open("rb") as source:
            with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
                shutil.copyfileobj(source, copy, archive.CHUNK)
                copy.flush()
                os.fsync(copy.fileno())
        with backup.open("rb") as source, begun.open("rb") as copy:
            same = (
                hashlib.file_digest(source, "sha256").digest() == hashlib.file_digest(copy, "sha256").digest()
            )
        if not same:
            raise OSError(_("it reads otherwise than it was written"))
        begun.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            begun.unlink(missing_ok=True)
        why = error.strerror or str(error)
        sentence = _("the second folder %(folder)s took no backup: %(why)s", folder=folder, why=why)
        raise database.BackupError(sentence) from error


def check(source: Path, config: Config) -> bool:
    """Restore an archive into a temporary place, and say whether its database came up there.

    False: it was read through to its end, as this database server lets us create nothing beside. BackupError names what is
    damaged.
    """
    with tempfile.TemporaryDirectory(prefix=".check-", dir=source.parent) as name:
        manifest = archive.unpack(source, Path(name))
        return database.try_copy(config, Path(name) / manifest["database"], manifest)


def remove_remains(config: Config, *, at: datetime) -> None:
    """Remove what backups, checks and restores left that were killed, each a whole second database."""
    oldest = (at - rules.REMAINS).timestamp()
    left = [*queries.folder(config).glob(".*"), *config.data_dir.glob("salesapp-restore-*")]
    for path in left:
        if path.name.startswith(".salesapp-") and path.name.endswith(".checked"):
            continue  # what a check found
        with contextlib.suppress(OSError):
            if path.name != LOCK and path.stat().st_mtime < oldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _prune(place: Path, *, at: datetime) -> None:
    """Remove the backups that are older than their kind is kept."""
    days = {day: path for path in place.iterdir() if (day := rules.day_of(path.name))}
    kept = rules.kept(days)
    oldest = (at - rules.BEFORE_RESTORE).timestamp()
    gone = [path for day, path in days.items() if day not in kept]
    gone += [path for path in place.glob("before-restore-*.tar.gz") if path.stat().st_mtime < oldest]
    for path in gone:
        path.unlink(missing_ok=True)
        queries.note_of(path).unlink(missing_ok=True)


LOCK = ".lock"


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Let one process at a time make a backup; the lock ends with the process."""
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True

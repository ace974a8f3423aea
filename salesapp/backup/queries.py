"""The backups that lie in the data folder, each with what its check found."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from salesapp.backup import rules
from salesapp.config import Config
from salesapp.health.queries import MARK


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup that was made by night and checked."""

    day: date
    path: Path
    size: int
    made_at: datetime
    rows: int
    files: int
    restored: bool  # False: its database was only read through, as nothing may be created beside it


def began(config: Config) -> datetime | None:
    """Return when the data folder became that of its database; one that belongs to none yet has not."""
    try:
        return datetime.fromtimestamp((config.data_dir / MARK).stat().st_mtime, UTC)
    except OSError:
        return None


def folder(config: Config) -> Path:
    """Return where backups lie."""
    return config.data_dir / "backups"


def note_of(path: Path) -> Path:
    """Return where it stands what the check of a backup found."""
    return path.with_name(f".{path.name}.checked")


def backups(config: Config) -> list[Kept]:
    """Return the checked backups, the latest first."""
    found = (_read(path) for path in folder(config).glob("salesapp-*.tar.gz"))
    return sorted((one for one in found if one is not None), key=lambda one: one.day, reverse=True)


def copies(config: Config) -> dict[date, Path]:
    """Return the backups in the second folder by their day; none where there is no such folder, or it is away."""
    if config.backup_dir is None:
        return {}
    try:
        return {day: path for path in config.backup_dir.iterdir() if (day := rules.day_of(path.name))}
    except OSError:
        return {}


def second_lacks(config: Config) -> bool:
    """Tell whether a second folder was asked for, and the newest backup is not there."""
    kept = [one.day for one in backups(config)]
    return config.backup_dir is not None and rules.lacks(copies(config), kept)


def _read(path: Path) -> Kept | None:
    day = rules.day_of(path.name)
    with contextlib.suppress(OSError, ValueError, KeyError):
        said = json.loads(note_of(path).read_text("utf-8"))
        made_at = datetime.fromisoformat(said["made_at"])
        if day is not None:
            return Kept(
                day, path, path.stat().st_size, made_at, said["rows"], said["files"], said["restored"]
            )
    return None

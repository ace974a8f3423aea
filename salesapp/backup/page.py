"""What the administrator sees of the backups: how old the last is, whether it was checked, which are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from salesapp.backup import jobs, queries, rules
from salesapp.backup.queries import Kept
from salesapp.health.rules import NOT_YET
from salesapp.schedule.queries import last_error
from salesapp.web import formats
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Row:
    """One backup of the list."""

    day: str
    name: str
    size: str
    held: str
    checked: str


def rows() -> list[Row]:
    """Return the backups that are kept, the latest first."""
    return [_row(one) for one in queries.backups(current_app.config["SALESAPP"])]


def _row(one: Kept) -> Row:
    return Row(
        formats.moment(one.made_at),
        one.path.name,
        size_of(one.size),
        _("%(rows)s rows · %(files)s files", rows=f"{one.rows:,}", files=f"{one.files:,}"),
        _("Restored for a trial") if one.restored else _("Read through"),
    )


def state(now: datetime) -> dict[str, Any]:
    """Return how old the last backup is, whether one is missing, here or in the second folder, and what went wrong last."""
    latest, config = _latest(), current_app.config["SALESAPP"]
    return {
        "age": age_of(now - latest) if latest else "",
        "missing": _is_missing(latest, now),
        "wrong": last_error(jobs.NAME),
        "folder": str(queries.folder(config)),
        "second": str(config.backup_dir or ""),
        "lacks": queries.second_lacks(config),
    }


def figures(user: Any, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield how old the last backup is."""
    latest = _latest()
    hours = int((now - latest).total_seconds() // 3600) if latest else 0
    number, unit = (hours, _("hours old")) if hours < 48 else (hours // 24, _("days old"))
    yield Figure(
        number if latest else _("Never"),
        _("Since the last backup"),
        address("backups.index"),
        unit=unit if latest else "",
        late=_is_missing(latest, now) or queries.second_lacks(current_app.config["SALESAPP"]),
        counted=_("The last backup that was restored for a trial and found whole."),
    )


def watched(now: datetime) -> str:
    """Tell a watch over the installation whether the last backup is there and young, and in the second folder, too."""
    config = current_app.config["SALESAPP"]
    found = queries.backups(config)
    if _is_missing(_latest(), now):
        return f"the last is of {found[0].day.isoformat()}" if found else "none yet"
    if not found:
        return NOT_YET
    return "not in SALESAPP_BACKUP_DIR" if queries.second_lacks(config) else "ok"


def _is_missing(latest: datetime | None, now: datetime) -> bool:
    return rules.is_missing(latest, now, queries.began(current_app.config["SALESAPP"]))


def _latest() -> datetime | None:
    found = queries.backups(current_app.config["SALESAPP"])
    return found[0].made_at if found else None


def age_of(age: timedelta) -> str:
    """Say an age in the largest unit that fits."""
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return _("under an hour")
    return _("%(count)s hours ago", count=hours) if hours < 48 else _("%(count)s days ago", count=hours // 24)


def size_of(size: int) -> str:
    """Say the size of a file."""
    return f"{size / (1 << 20):,.1f} MB" if size >= 1 << 20 else f"{max(1, size >> 10)} KB"

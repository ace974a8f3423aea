"""Values that change seldom, kept in the process and read again when the configuration stamp moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import g, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from salesapp.db import config_version

T = TypeVar("T")
_kept: dict[str, tuple[int, Any]] = {}


def stamped(name: str, load: Callable[[], T]) -> T:
    """Return the value of ``load()``, at most as old as the last change of settings or calendar."""
    version = version_in_force()
    kept = _kept.get(name)
    if kept is None or kept[0] != version:
        _kept[name] = kept = (version, load())
    return kept[1]


def forget() -> None:
    """Read everything again: after a change within this request."""
    if has_app_context():
        g.pop("config_version", None)
    _kept.clear()


def expect(version: int) -> None:
    """Take a stamp that this request has read with something else, so that it is not read again."""
    g.setdefault("config_version", version)


def version_in_force() -> int:
    """Return the stamp of settings, dictionaries and calendar that this request goes by."""
    version = g.get("config_version")
    if version is None:
        version = g.config_version = config_version()
    return version


@event.listens_for(Session, "after_soft_rollback")
def _undone(session: Session, previous_transaction) -> None:
    """Forget what was read inside a change that was taken back: its stamp will be given to another change."""
    if session.info.pop("config_touched", False):
        forget()

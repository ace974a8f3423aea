"""The store of policies: what a supervisor set, over the default of the guide; in force at once in every process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import Setting, User
from salesapp.db import db, touch_config
from salesapp.web import cache

_defaults: dict[str, Any] = {}
_parse: dict[str, Callable[[Any], Any]] = {}


def register(key: str, default: Any, parse: Callable[[Any], Any] = lambda value: value) -> None:
    """Declare a policy with its default and how its stored JSON value becomes the Python value."""
    _defaults[key] = default
    _parse[key] = parse


def policy(key: str) -> Any:
    """Return the value in force; an unknown key is a KeyError."""
    stored = cache.stamped("settings", _load)
    return _parse[key](stored[key]) if key in stored else _defaults[key]


def keys() -> Mapping[str, Any]:
    """Return every declared policy with its default."""
    return dict(_defaults)


def change(key: str, value: Any, *, by: User, at: datetime) -> Setting:
    """Set a policy to a JSON value that was checked before; the change is audited and in force after the commit."""
    if key not in _defaults:
        raise KeyError(key)
    setting = db.session.get(Setting, key)
    if setting is None:
        setting = Setting(key=key, value=value, changed_by_id=by.id, changed_at=at)
        db.session.add(setting)
    else:
        setting.value, setting.changed_by_id, setting.changed_at = value, by.id, at
    touch_config()
    cache.forget()
    return setting


def _load() -> dict[str, Any]:
    return {row.key: row.value for row in db.session.execute(db.select(Setting.key, Setting.value))}

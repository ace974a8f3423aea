"""Who supplies the values of a filled sheet.

A capability that owns the record behind a form hands in its loader, so that this floor prints sheets without knowing
whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from salesapp.documents.forms import registry
from salesapp.documents.paper.values import SheetData

Loader = Callable[..., SheetData | None]
_loaders: dict[str, Loader] = {}


def provide(code: str, loader: Loader) -> None:
    """Register who supplies the values of one form.

    ``loader(record_id, user)`` returns the values, or None where this person may not see such a record; that of a form
    by period takes ``first`` and ``last`` too.
    """
    registry.form(code)
    if code in _loaders and _loaders[code] is not loader:
        raise ValueError(f"form {code} already has a loader: {_loaders[code].__module__}")
    _loaders[code] = loader


def load(code: str, record_id: int, user: Any, period: Mapping[str, date] | None = None) -> SheetData | None:
    """Return the values of one filled sheet, or None where there is no such record for this person."""
    form, loader = registry.form(code), _loaders.get(code)
    if loader is None:
        return None
    return loader(record_id, user, **period) if period and form.by_period else loader(record_id, user)

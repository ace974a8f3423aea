"""The register of standard forms: their definitions, and who supplies the values of a filled sheet.

``spec("F01.full_name")`` gives the label, 填写说明, 示例 and choices of one field; web forms and printed
sheets both read it. A capability that owns the record behind a form hands in its loader with ``provide``, so
that this floor prints sheets without knowing customers or contracts.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable
from importlib import import_module
from typing import Any

from salesapp.documents.data import SheetData
from salesapp.documents.shape import FieldSpec, FormSpec

CODES = ("F01", "F05", "F06", "F07", "F10", "F11", "F12")

Loader = Callable[[int, Any], SheetData | None]
_loaders: dict[str, Loader] = {}


@functools.cache
def forms() -> dict[str, FormSpec]:
    """Return every standard form that there is, by code, in order."""
    return {code: import_module(f"salesapp.documents.sheets.{code.lower()}").FORM for code in CODES}


def form(code: str) -> FormSpec:
    """Return one form; raises KeyError naming the forms that there are."""
    try:
        return forms()[code]
    except KeyError:
        raise KeyError(f"no form {code!r}; there are {', '.join(CODES)}") from None


@functools.cache
def _fields(code: str) -> dict[str, FieldSpec]:
    return dict(form(code).named_fields())


def spec(name: str) -> FieldSpec:
    """Return the definition of one field, such as ``F01.full_name`` or ``F01.contact.mobile``.

    Raises KeyError naming the closest field where there is none of this name.
    """
    code, _, key = name.partition(".")
    fields = _fields(code)
    if key in fields:
        return fields[key]
    close = difflib.get_close_matches(key, fields, n=3, cutoff=0.4)
    hint = (
        f"did you mean {', '.join(f'{code}.{k}' for k in close)}?" if close else f"it has {', '.join(fields)}"
    )
    raise KeyError(f"form {code} has no field {key!r}; {hint}")


def provide(code: str, loader: Loader) -> None:
    """Register who supplies the values of one form.

    ``loader(record_id, user)`` returns the values, or None where this person may not see such a record.
    """
    form(code)
    if code in _loaders and _loaders[code] is not loader:
        raise ValueError(f"form {code} already has a loader: {_loaders[code].__module__}")
    _loaders[code] = loader


def has_loader(code: str) -> bool:
    """Return whether filled sheets of this form can be printed."""
    return code in _loaders


def load(code: str, record_id: int, user: Any) -> SheetData | None:
    """Return the values of one filled sheet, or None where there is no such record for this person."""
    form(code)
    loader = _loaders.get(code)
    return loader(record_id, user) if loader else None

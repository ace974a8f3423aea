"""What can be printed together: each capability says how the records behind its forms are filtered and named.

A selection reads the same address as the list it belongs to, so that “print these” is a link with the list's filters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.accounts.models import User
from salesapp.documents import registry


@dataclass(frozen=True, slots=True)
class Pick:
    """One record that a sheet can be printed of."""

    id: int
    number: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to choose by: the parameter of the address, its label, its values with their words."""

    name: str
    label: Any
    choices: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """How the records of some forms are found.

    ``find(code, user, args, most)`` returns up to ``most`` records that the person may see and the address asks for;
    ``named(code, user, ids)`` those of some ids that the person may see. ``presets`` are what people print together
    most: (form, words, parameters).
    """

    find: Callable[[str, User, Mapping[str, str], int], Sequence[Pick]]
    named: Callable[[str, User, Collection[int]], Sequence[Pick]]
    filters: tuple[Filter, ...] = ()
    presets: tuple[tuple[str, Any, Mapping[str, str]], ...] = ()


_selections: dict[str, Selection] = {}


def provide(codes: Collection[str], selection: Selection) -> None:
    """Register how the records of some forms are chosen."""
    for code in codes:
        registry.form(code)
        _selections[code] = selection


def of(code: str) -> Selection | None:
    """Return how the records of a form are chosen; None where its sheets are printed one by one."""
    return _selections.get(code)


def codes() -> list[str]:
    """Return the forms whose sheets can be printed together, in order."""
    return [code for code in registry.CODES if code in _selections]


def presets() -> list[tuple[str, Any, Mapping[str, str]]]:
    """Return what people print together most: (form, words, parameters)."""
    found = [
        preset
        for selection in {id(one): one for one in _selections.values()}.values()
        for preset in selection.presets
    ]
    return sorted(found, key=lambda preset: (registry.CODES.index(preset[0]), str(sorted(preset[2].items()))))

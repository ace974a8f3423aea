"""What can be printed together, and how much of it (3.16).

Each capability says how the records behind its forms are filtered and named: a selection. It reads the same address as
the list it belongs to, so that “print these” is a link with the list's filters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salesapp.documents.forms import registry
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

MOST_SHEETS = 200  # of one batch
MOST_BLANKS = 50
MOST_WAITING = 3  # batches of one person
BLANK = 0  # stands for the record's id where a sheet is blank


class Status(StrEnum):
    """How far a batch is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


#: Sheets are still to be printed.
OPEN = (Status.WAITING, Status.RUNNING)
STATUS_LABELS = {
    Status.WAITING: _l("waits to be printed"),
    Status.RUNNING: _l("is printed"),
    Status.DONE: _l("ready"),
    Status.CANCELLED: _l("cancelled"),
    Status.FAILED: _l("failed"),
}


class BatchRefused(Refusal):
    """Sheets that cannot be printed together, or no longer be called off."""


def check_batch(chosen: int, waiting: int) -> None:
    """Refuse an empty choice, one of too many sheets, and a further batch of somebody who has three waiting (3.16)."""
    if not chosen:
        raise BatchRefused(_("Tick at least one record."), field="records")
    if chosen > MOST_SHEETS:
        raise BatchRefused(too_many(), field="records")
    if waiting >= MOST_WAITING:
        raise BatchRefused(
            ngettext(
                "%(num)d print of yours is still under way. Wait for it or cancel it.",
                "%(num)d prints of yours are still under way. Wait for one or cancel it.",
                waiting,
            )
        )


def too_many() -> str:
    """Return the sentence for more sheets than are printed at once."""
    return _("At most %(most)d sheets are printed at once. Please narrow the filter.", most=MOST_SHEETS)


def unseen() -> str:
    """Return why a record is left out: it is not there for this person."""
    return _("not there, or not for you to see")


# -------------------------------------------------------------------------------------- selections


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

    find: Callable[[str, Any, Mapping[str, str], int], Sequence[Pick]]
    named: Callable[[str, Any, Collection[int]], Sequence[Pick]]
    filters: tuple[Filter, ...] = ()
    presets: tuple[tuple[str, Any, Mapping[str, str]], ...] = ()


_selections: dict[str, Selection] = {}


def provide(codes: Collection[str], selection: Selection) -> None:
    """Register how the records of some forms are chosen."""
    for code in codes:
        registry.form(code)
        _selections[code] = selection


def selection_of(code: str) -> Selection:
    """Return how the records of a form are chosen; raises BatchRefused where its sheets are printed one by one."""
    if code not in _selections:
        raise BatchRefused(_("Sheets of this form are printed one by one."), field="form_code")
    return _selections[code]


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

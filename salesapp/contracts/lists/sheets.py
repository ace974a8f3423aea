"""Which checklists, approval sheets and hand-offs (F10, F11, F12) can be printed together: what the list shows (3.16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salesapp.accounts.models import User
from salesapp.contracts.lists import queries as lists
from salesapp.contracts.lists.page import VIEW_LABELS
from salesapp.documents.batches.rules import Filter, Pick, Selection
from salesapp.web import clock
from salesapp.words import lazy_gettext as _l


def find(code: str, user: User, args: Mapping[str, str], most: int) -> list[Pick]:
    """Return the contracts that the filters of an address show and that have such a sheet."""
    rows = lists.first(user, lists.asked(args), most, today=clock.today(), handed=code == "F12")
    return [
        Pick(line.id, line.number, line.name, f"{line.customer} · {line.state_words} · {line.owner}")
        for line in rows
    ]


def named(code: str, user: User, ids: Collection[int]) -> list[Pick]:
    """Return those of some contracts that a person may see and that have such a sheet."""
    rows = lists.among(user, ids, today=clock.today(), handed=code == "F12")
    return [Pick(line.id, line.number, line.name) for line in rows]


FILTERS = (Filter("view", _l("State"), tuple(VIEW_LABELS.items())),)
PRESETS = (
    ("F10", _l("Checklists of all contracts in check"), {"view": "check"}),
    ("F11", _l("Approval sheets of all contracts in approval"), {"view": "approving"}),
    ("F12", _l("Hand-off sheets of all open hand-offs"), {"view": "handoff"}),
)
SELECTION = Selection(find, named, FILTERS, PRESETS)

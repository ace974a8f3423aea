"""Which files and follow-up sheets (F06, F07) can be printed together: what the board and the list show (3.16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salesapp.accounts.models import User
from salesapp.documents.batches.rules import Filter, Pick, Selection
from salesapp.opportunities import lists, rules
from salesapp.opportunities.grading import GRADES
from salesapp.web import clock
from salesapp.words import lazy_gettext as _l


def find(code: str, user: User, args: Mapping[str, str], most: int) -> list[Pick]:
    """Return the opportunities that the filters of an address show, in the order of the list."""
    page = lists.page(user, lists.Asked.read(args), clock.now(), size=most)
    return [
        Pick(card.id, card.number, card.title, f"{card.grade} · {card.stage_label} · {card.owner}")
        for card in page.rows
    ]


def named(code: str, user: User, ids: Collection[int]) -> list[Pick]:
    """Return those of some opportunities that a person may see."""
    return [Pick(one_id, number, name) for one_id, number, name in lists.among(user, ids)]


FILTERS = (
    Filter("grade", _l("Grade"), (("", _l("All")), *((grade, grade) for grade in GRADES))),
    Filter("stage", _l("Stage"), (("", _l("All")), *((code, rules.STAGE_LABELS[code]) for code in rules.STAGES))),
    Filter(
        "status",
        _l("Status"),
        (*((code, rules.STATUS_LABELS[code]) for code in rules.STATUSES), ("all", _l("All"))),
    ),
    Filter("scope", _l("Owner"), (("", _l("My team and I")), ("mine", _l("Only mine")))),
)  # fmt: skip
PRESETS = (
    ("F06", _l("Files of all grade S opportunities"), {"grade": "S"}),
    ("F07", _l("Follow-up sheets of all grade S opportunities"), {"grade": "S"}),
    ("F07", _l("Follow-up sheets of what was not followed up"), {"late": "1"}),
)
SELECTION = Selection(find, named, FILTERS, PRESETS)

"""What the lists tell the house: files and follow-up sheets (F06, F07) of what they show are printed together (3.16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salesapp.accounts.models import User
from salesapp.capability import Capability
from salesapp.documents.batches.rules import Filter, Pick, Selection
from salesapp.opportunities.board.rules import STAGE_LABELS, STAGES
from salesapp.opportunities.grading.rules import GRADES
from salesapp.opportunities.lists import queries as lists
from salesapp.opportunities.lists.rules import EVERY_STATUS, Asked
from salesapp.opportunities.rules import STATUS_LABELS, Status
from salesapp.web import clock
from salesapp.web.blocks import Block
from salesapp.words import lazy_gettext as _l


def find(code: str, user: User, args: Mapping[str, str], most: int) -> list[Pick]:
    """Return the opportunities that the filters of an address show, in the order of the list."""
    page = lists.page(user, Asked.read(args), clock.now(), size=most)
    return [
        Pick(card.id, card.number, card.title, f"{card.grade} · {card.stage_label} · {card.owner}")
        for card in page.rows
    ]


def named(code: str, user: User, ids: Collection[int]) -> list[Pick]:
    """Return those of some opportunities that a person may see."""
    return [Pick(one_id, number, name) for one_id, number, name in lists.among(user, ids)]


FILTERS = (
    Filter("grade", _l("Grade"), (("", _l("All")), *((grade, grade) for grade in GRADES))),
    Filter("stage", _l("Stage"), (("", _l("All")), *((code, STAGE_LABELS[code]) for code in STAGES))),
    Filter(
        "status",
        _l("Status"),
        (*((code, STATUS_LABELS[code]) for code in Status), (EVERY_STATUS, _l("All"))),
    ),
    Filter("scope", _l("Owner"), (("", _l("My team and I")), ("mine", _l("Only mine")))),
)  # fmt: skip
PRESETS = (
    ("F06", _l("Files of all grade S opportunities"), {"grade": "S"}),
    ("F07", _l("Follow-up sheets of all grade S opportunities"), {"grade": "S"}),
    ("F07", _l("Follow-up sheets of what was not followed up"), {"late": "1"}),
)

ROWS = "opportunities/cards/_mini.html"

CAPABILITY = Capability(
    name="opportunities.lists",
    selections=dict.fromkeys(("F06", "F07"), Selection(find, named, FILTERS, PRESETS)),
    blocks=(Block("opportunities", "customer", "business", _l("Opportunities"), lists.of_customer, ROWS),),
)

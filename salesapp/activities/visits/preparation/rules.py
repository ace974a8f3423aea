"""What goes into the bag of a visit: the things of the sheet, three of them fixed, and one's own (R17). Pure."""

from __future__ import annotations

from collections.abc import Mapping

from salesapp.activities.visits.rules import VisitRefused
from salesapp.chinese.texts import says
from salesapp.documents.forms import f04
from salesapp.words import gettext as _

ITEM_LABELS = dict(f04.ITEMS)
#: What every visit carries: company material, cases, a first draft of a solution made for the customer (R17).
FIXED = ("company", "cases", "solution")
MOST_FREE = 20


def check_free(words: str | None, count: int) -> str:
    """Refuse a thing for the bag without words, and more of them than anybody carries."""
    said = (words or "").strip()
    if not says(said):
        raise VisitRefused(_("Say what else is to be prepared."), field="words")
    if count >= MOST_FREE:
        raise VisitRefused(_("At most %(count)s things of your own.", count=MOST_FREE), field="words")
    return said


def lacking(ticked: Mapping[str, bool]) -> list[str]:
    """Return which of the three fixed things are not in the bag yet (R17)."""
    return [item for item in FIXED if not ticked.get(item)]

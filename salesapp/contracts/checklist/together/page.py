"""What is said of several items at once, in words."""

from __future__ import annotations

from collections.abc import Iterable

from salesapp.contracts.checklist.rules import ITEMS, missing
from salesapp.contracts.checklist.together.actions import Marked
from salesapp.contracts.models import Contract
from salesapp.documents.forms.f10 import GROUPS
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import ngettext


def listed(numbers: Iterable[int]) -> str:
    """Return the numbers of items, one after the other: 10, 11, 12."""
    return _(", ").join(str(no) for no in sorted(numbers))


def said(contract: Contract, letter: str, marked: Marked) -> str:
    """Say how many items of a group conform now, what stayed as a colleague has it, and what is still open."""
    words = ngettext(
        "%(group)s: %(num)d item conforms.",
        "%(group)s: %(num)d items conform.",
        len(marked.numbers),
        group=f"{letter} {GROUPS[letter]}",
    )
    if marked.left:
        words += _(" As a colleague left them: %(items)s.", items=listed(marked.left))
    asked = frozenset(no for no in contract.asked if ITEMS[no].group == letter)
    if still := missing(contract.marks(), asked, contract.case):
        words += _(" Still open: %(items)s.", items=_(", ").join(str(item) for item in still))
    return words


def why(form: Form) -> str:
    """Return why a press was not taken."""
    if form.sent_before:
        return _("Another answer was saved here a moment ago: look at it, then press again.")
    return " ".join(form.refusals) or _("Please check what you typed.")

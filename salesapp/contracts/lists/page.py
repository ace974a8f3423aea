"""The list of contracts: its filters, and the same as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from salesapp.accounts.models import User
from salesapp.contracts.lists.queries import Line
from salesapp.documents.forms.registry import spec
from salesapp.rights.rules import SALES, Role
from salesapp.web import workbook as book
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

#: The filters of the list, in the order of their chips.
VIEW_LABELS = {
    "": _l("All"),
    "mine": _l("Mine"),
    "waiting": _l("Waiting for me"),
    "check": _l("In check"),
    "approving": _l("In approval"),
    "approved": _l("To be signed"),
    "handoff": _l("Hand-off open"),
    "late": _l("Hand-off overdue"),
    "done": _l("Handed over"),
    "ended": lazy_pgettext("contracts", "Ended"),
    "void": _l("Void"),
}
#: The sheet that is printed of all contracts of a filter; of the others, their checklist.
FORM_OF = {
    "handoff": "F12",
    "late": "F12",
    "done": "F12",
    "ended": "F12",
    "approving": "F11",
    "approved": "F11",
    "waiting": "F11",
}

WIDTHS = (18, 32, 24, 16, 16, 10, 10, 10, 13, 14, 13)


def views(user: User) -> list[tuple[str, str]]:
    """Return the filters that make sense to a person: who sells has contracts, who decides is waited for."""
    left_out = {"waiting"} if user.role == Role.REP else set() if user.role in SALES else {"mine"}
    return [(view, str(label)) for view, label in VIEW_LABELS.items() if view not in left_out]


def workbook(lines: Iterable[Line]) -> tuple[io.BytesIO, int]:
    """Return the file and how many contracts it holds."""
    columns = list(zip(_heads(), WIDTHS, strict=True))
    return book.write(_("Contracts"), columns, (_values(line) for line in lines), kept=1)


def _heads() -> list[str]:
    labels = [str(spec(f"F11.{key}").label) for key in ("number", "name", "customer", "amount")]
    return [
        *labels,
        _("Received (yuan)"),
        _("Paid"),
        _("State"),
        _("Owner"),
        _("Signed on"),
        _("Hand-off"),
        _("Hand-off due on"),
    ]


def _values(line: Line) -> list:
    return [
        line.number, line.name, line.customer, line.amount, line.received, line.paid,
        line.state_words, line.owner, line.signed_on,
        line.handoff_state.label if line.handoff_state else "", line.handoff_due_on,
    ]  # fmt: skip

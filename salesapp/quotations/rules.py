"""Quotations: where one stands, which turns it takes, what it needs before it goes out (F09). Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

#: The kind of record, and what its approval is called.
QUOTATION = "quotation"
#: Lines that one quotation holds.
MOST_LINES = 500


class QuotationRefused(Refusal):
    """A quotation cannot say this, or cannot take this turn."""


class Status(StrEnum):
    """Where a version of a quotation stands."""

    DRAFT = "draft"
    APPROVING = "approving"
    APPROVED = "approved"
    SENT = "sent"
    WON = "won"
    LOST = "lost"
    REPLACED = "replaced"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES[self]


STATUS_LABELS = {
    Status.DRAFT: lazy_pgettext("quotation", "Draft"),
    Status.APPROVING: lazy_pgettext("quotation", "In approval"),
    Status.APPROVED: lazy_pgettext("quotation", "Approved"),
    Status.SENT: lazy_pgettext("quotation", "Sent"),
    Status.WON: lazy_pgettext("quotation", "Won"),
    Status.LOST: lazy_pgettext("quotation", "Lost"),
    Status.REPLACED: lazy_pgettext("quotation", "Replaced"),
    Status.LAPSED: lazy_pgettext("quotation", "Lapsed"),
}
TONES = {
    Status.DRAFT: "",
    Status.APPROVING: "warn",
    Status.APPROVED: "ok",
    Status.SENT: "blue",
    Status.WON: "ok",
    Status.LOST: "no",
    Status.REPLACED: "",
    Status.LAPSED: "no",
}
#: What was agreed to and still binds us.
IN_FORCE = (Status.APPROVED, Status.SENT)
#: What is not agreed to yet.
IN_WORK = (Status.DRAFT, Status.APPROVING)
#: What somebody still works on.
OPEN = (Status.DRAFT, Status.APPROVING, *IN_FORCE)
#: What never changes its state again by itself.
ENDED = (Status.WON, Status.LOST, Status.REPLACED)
#: What goes out to a customer with its prices.
OUTWARD = (*IN_FORCE, Status.WON, Status.LOST, Status.LAPSED, Status.REPLACED)


def label(number: str, revision: int) -> str:
    """Write the number of a quotation with its version: BJ202611-019-V2."""
    return f"{number}-V{revision}"


def check_turn(status: str, allowed: Collection[str]) -> None:
    """Refuse a turn that a quotation does not take as it stands."""
    if status not in allowed:
        raise QuotationRefused(
            _("This quotation stands at “%(state)s” now: look at it again.", state=Status(status).label)
        )


def check_draft(status: str) -> None:
    """Refuse to change what was submitted or agreed to: that takes a new version."""
    if status == Status.APPROVING:
        raise QuotationRefused(_("It is in approval: take it back before you change it."))
    if status != Status.DRAFT:
        raise QuotationRefused(_("What was agreed to stays as it is: begin a new version to change it."))


def check_renewal(status: str, *, number: str, newer: str | None, in_work: bool) -> None:
    """Refuse the next version of what is in work, was won, or was followed by another: that begins from the newest."""
    if newer is not None and in_work:
        raise QuotationRefused(_("%(number)s is being worked on already.", number=newer))
    if newer is not None:
        raise QuotationRefused(_("%(new)s is newer: begin the next version from there.", new=newer))
    if status == Status.WON:
        raise QuotationRefused(
            _(
                "%(number)s was won: a supplement changes its contract. For another deal, copy it.",
                number=number,
            )
        )
    check_turn(status, {*IN_FORCE, Status.LAPSED, Status.LOST})


def check_opportunity(status: str) -> None:
    """Refuse a quotation for an opportunity that has ended."""
    if status in ("lost", "parked"):
        raise QuotationRefused(_("This opportunity is closed. Reopen it before you quote for it."))

"""The file of an opportunity and how it ends (R6, F06, F24). Pure: values in, values out, refusals in the user's words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from salesapp.documents.forms.f06 import DECISIONS as ON_PAPER
from salesapp.opportunities.board.rules import MoveRefused, Stage
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

LONGEST_WAIT = 3653  # days
#: The kind of record under which a file is decided on.
FILE = "opportunity_file"


class Status(StrEnum):
    """Whether an opportunity is worked on, or how it ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    PARKED = "parked"

    @property
    def label(self) -> str:
        """The status in words."""
        return str(STATUS_LABELS[self])


STATUS_LABELS = {
    Status.OPEN: _l("Under way"),
    Status.WON: _l("Won"),
    Status.LOST: _l("Lost"),
    Status.PARKED: _l("Parked"),
}
ENDINGS = (Status.WON, Status.LOST, Status.PARKED)


class Decision(StrEnum):
    """The word of the supervisor on a file (F06 立项意见)."""

    AGREE = "agree"
    SUPPLEMENT = "supplement"
    REJECT = "reject"

    @property
    def label(self) -> str:
        """The decision in words, as the sheet says it."""
        return str(DECISION_LABELS[self])


DECISION_LABELS = {Decision(choice.code): choice.label for choice in ON_PAPER}

#: 主因 of F24, the same for all three endings.
CAUSES = {
    "price": _l("Price"),
    "product": _l("Product"),
    "competitor": _l("Competitor"),
    "relationship": _l("Relationship"),
    "need_gone": _l("The need is gone"),
    "budget": _l("Budget"),
    "timing": _l("Timing"),
    "response": _l("Our response"),
}


class CloseRefused(Refusal):
    """An ending that lacks what it needs, or comes at the wrong stage."""


class FileRefused(Refusal):
    """A value of the opportunity's file that does not fit the rest."""


class NotOpen(MoveRefused):
    """The opportunity was closed: reopen it first."""


def state_label(code: str) -> str:
    """Return a stage or a status in words: what a move led to, or an ending."""
    return Status(code).label if code in tuple(Status) else Stage(code).label


def standing(stage: str, status: str) -> str:
    """Return where an opportunity stands in words: its stage, or how it ended."""
    return Stage(stage).label if status == Status.OPEN else Status(status).label


def check_open(status: str) -> None:
    """Refuse work on an opportunity that was won, lost or parked (R6)."""
    if status != Status.OPEN:
        raise NotOpen(
            _("This opportunity is closed (%(status)s). Reopen it first.", status=Status(status).label),
            field="stage",
        )


def check_expected(expected_on: date, today: date) -> None:
    """Refuse an expected date in the past, or more than ten years away: a slip of the pen."""
    if expected_on < today:
        raise FileRefused(
            _("The deal is expected in the future: choose today or later."), field="expected_close_on"
        )
    if (expected_on - today).days > LONGEST_WAIT:
        raise FileRefused(
            _("This date is more than ten years away. Check the year."), field="expected_close_on"
        )


def check_close(
    status: str,
    stage: str,
    *,
    reason: str | None,
    note: str | None,
    recontact_on: date | None,
    today: date,
    causes: Collection[str] = CAUSES,
) -> None:
    """Refuse an ending without its main cause, its words, or the day of the next contact (R6, F24)."""
    if status not in ENDINGS:
        raise CloseRefused(_("Choose won, lost or parked."), field="status")
    if stage == Stage.CONTRACT_APPROVAL:
        raise CloseRefused(
            _("Its contract is being approved. Sign, withdraw or void the contract first."), field="status"
        )
    if status == Status.WON and stage != Stage.NEGOTIATION:
        raise CloseRefused(
            _("It can be won from %(stage)s on. Move it there first.", stage=Stage.NEGOTIATION.label),
            field="status",
        )
    if reason not in causes:
        raise CloseRefused(_("Choose the main cause."), field="close_reason")
    if not (note or "").strip():
        raise CloseRefused(_("Write what decided it, best in the customer's words."), field="close_note")
    if status != Status.WON and recontact_on is None:
        raise CloseRefused(_("Write when to contact them again."), field="recontact_on")
    if recontact_on is not None and recontact_on <= today:
        raise CloseRefused(_("The next contact lies in the future."), field="recontact_on")


def check_contract(*, drawn: bool) -> None:
    """Ask once more before something is won that has no contract (R1, R38)."""
    if not drawn:
        raise CloseRefused(
            _(
                "No contract was drawn up from it. Confirm that it is won all the same: it stands as waiting for one."
            ),
            field="without_contract",
        )


def check_reopen(status: str, reason: str | None, *, signed: bool) -> None:
    """Refuse to reopen what is open, what a contract won, and anything without a reason (R6)."""
    if status == Status.OPEN:
        raise CloseRefused(_("It is open already."), field="reason")
    if status == Status.WON and signed:
        raise CloseRefused(_("A signed contract won it: it stays won."), field="reason")
    if not (reason or "").strip():
        raise CloseRefused(_("Write why it is taken up again."), field="reason")


def check_decision(decision: str, *, may: bool) -> None:
    """Refuse a word on the file that is none, or one's own (F06 立项意见)."""
    if decision not in tuple(Decision):
        raise FileRefused(_("Choose agree, add more, or do not open."), field="decision")
    if not may:
        raise FileRefused(_("Somebody else decides on one's own opportunity."), field="decision")

"""How approvals run, whatever is approved: the route, whose turn it is, what a decision leads to (3.6b, 4.3).

A route has places one after the other; at one place either all seats must agree (会签) or any one decides (或签).
Nobody approves what they submitted or own. A passed time limit reminds and tells the superior; it never decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from salesapp.chinese.texts import says
from salesapp.refusals import NotAllowed, Refusal, StaleEdit
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: How often one seat may be handed on; a third time somebody decides or returns.
MOST_HANDINGS = 2
#: A return or a veto says at least so much.
LEAST_WORDS = 2
#: The part of what is frozen that names, by number, who goes along with the owner of a record.
ALONG = "companions"


class ApprovalRefused(Refusal):
    """A step of an approval that its rules do not allow."""


class NotYourStep(NotAllowed):
    """The step waits for somebody else."""


class AlreadyDecided(StaleEdit):
    """Somebody else was quicker; nothing of this person's was booked (answered 409)."""


class Outcome(StrEnum):
    """Where a round of approval stands, or how it ended."""

    RUNNING = "running"
    APPROVED = "approved"
    RETURNED = "returned"
    VETOED = "vetoed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # what was to be approved has changed
    ENDED = "ended"  # what was to be approved is void

    @property
    def label(self) -> Any:
        """The outcome in words."""
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    Outcome.RUNNING: _l("In approval"),
    Outcome.APPROVED: _l("Approved"),
    Outcome.RETURNED: _l("Returned"),
    Outcome.VETOED: _l("Vetoed"),
    Outcome.WITHDRAWN: _l("Withdrawn"),
    Outcome.LAPSED: _l("Lapsed: the content changed"),
    Outcome.ENDED: _l("Ended with its record"),
}


class Mode(StrEnum):
    """Whether all seats of a place must agree, or any one decides for all."""

    ALL = "all"
    ANY = "any"


class SeatStatus(StrEnum):
    """Where one seat stands; decided ones carry the verdict."""

    WAITING = "waiting"
    OPEN = "open"
    AGREE = "agree"
    CONDITIONAL = "conditional"
    RETURN = "return"
    VETO = "veto"
    TAKEN = "taken"  # at an any-of place somebody else decided
    LAPSED = "lapsed"

    @property
    def label(self) -> Any:
        """The state in words."""
        return SEAT_LABELS[self]


SEAT_LABELS = {
    SeatStatus.WAITING: _l("Not yet its turn"),
    SeatStatus.OPEN: _l("Waiting for a decision"),
    SeatStatus.AGREE: _l("Agreed"),
    SeatStatus.CONDITIONAL: _l("Agreed on condition"),
    SeatStatus.RETURN: _l("Returned"),
    SeatStatus.VETO: _l("Vetoed"),
    SeatStatus.TAKEN: _l("Decided by a colleague"),
    SeatStatus.LAPSED: _l("Lapsed"),
}
#: Seats on which nobody has decided yet.
PENDING = frozenset({SeatStatus.WAITING, SeatStatus.OPEN})


class Verdict(StrEnum):
    """The four answers of F11."""

    AGREE = "agree"
    CONDITIONAL = "conditional"
    RETURN = "return"
    VETO = "veto"


VERDICT_LABELS = {
    Verdict.AGREE: _l("Agree"),
    Verdict.CONDITIONAL: _l("Agree on condition"),
    Verdict.RETURN: _l("Return for completion"),
    Verdict.VETO: _l("Veto"),
}
PASSING = frozenset({SeatStatus.AGREE, SeatStatus.CONDITIONAL})


class When(StrEnum):
    """Where an added signer is asked: before the one who adds, or after."""

    BEFORE = "before"
    AFTER = "after"


# ----------------------------------------------------------------------------------------- decisions


def check_not_own(barred: Collection[int | None], user_id: int) -> None:
    """Refuse whoever submitted what is decided on, or owns it now."""
    if user_id in barred:
        raise ApprovalRefused(_("Nobody approves what they own or submitted. A colleague has to."))


def check_verdict(
    verdict: str | None, comment: str | None, *, allowed: Collection[Verdict] = tuple(Verdict)
) -> Verdict:
    """Refuse a return, a veto or a condition without its words: blanks and full stops are none (W32)."""
    if verdict not in {one.value for one in allowed}:
        raise ApprovalRefused(_("Choose a verdict."), field="verdict")
    chosen = Verdict(verdict)
    if not has_words(comment):
        sentences = {
            Verdict.CONDITIONAL: _(
                "Write the condition: it is printed on the sheet and asked for before signing."
            ),
            Verdict.RETURN: _("Say what is to be mended."),
            Verdict.VETO: _("Say why this must not be done."),
        }
        if chosen in sentences:
            raise ApprovalRefused(sentences[chosen], field="comment")
    return chosen


def check_proved(proved: bool) -> None:
    """Ask for the password once more where a decision completes the approval (4.3)."""
    if not proved:
        raise ApprovalRefused(
            _("This decision completes the approval: type your password once more."), field="password"
        )


def along(frozen: Mapping[str, Any] | None) -> set[int]:
    """Return who goes along with the owner of a record, as it was submitted: they do not decide on it."""
    return set((frozen or {}).get(ALONG) or ())


def in_the_name_of(name: str, acting: str | None) -> str:
    """Name a person, and who acted for them."""
    return _("%(deputy)s for %(name)s", deputy=acting, name=name) if acting else name


def has_words(text: str | None) -> bool:
    """Tell whether somebody wrote something: at least a few letters or characters."""
    return says(text, least=LEAST_WORDS)


def check_bunch(*, asks_password: bool, verdict: Verdict, sent_back: bool, answers: str = "") -> None:
    """Refuse in a bunch what needs a text or the password, or came back; each such item is opened by itself (W29).

    ``answers`` says which objection of an earlier round it answers, where this person has not read the answer yet.
    """
    if verdict is not Verdict.AGREE:
        raise ApprovalRefused(_("Only agreements are given together."))
    if asks_password:
        raise ApprovalRefused(_("This decision asks for the password: open it by itself."))
    if sent_back:
        raise ApprovalRefused(_("It was returned to an earlier step: open it by itself and read why."))
    if answers:
        raise ApprovalRefused(_("%(said)s. Open it by itself and read what was answered.", said=answers))


def check_handing(
    *, to_id: int, barred: Collection[int], sitting: Collection[int], handed: int, may_see: bool
) -> None:
    """Refuse to hand a seat on to who may not decide, who sits there already, or once too often (W08, W09)."""
    if to_id in barred:
        raise ApprovalRefused(_("It cannot be handed to the person who submitted or owns it."), field="to")
    if to_id in sitting:
        raise ApprovalRefused(_("This colleague is asked at this step already."), field="to")
    if not may_see:
        raise ApprovalRefused(_("This colleague may not see the record."), field="to")
    if handed >= MOST_HANDINGS:
        raise ApprovalRefused(
            _("This step was handed on %(count)s times: please decide or return it.", count=handed),
            field="to",
        )


def check_addition(
    *, to_id: int, by_id: int, barred: Collection[int], sitting: Collection[int], may_see: bool
) -> None:
    """Refuse to add the submitter, oneself, or somebody who is asked at this step already (W07)."""
    if to_id in barred:
        raise ApprovalRefused(_("Who submitted or owns it takes no part in its approval."), field="to")
    if to_id == by_id or to_id in sitting:
        raise ApprovalRefused(_("This colleague is asked at this step already."), field="to")
    if not may_see:
        raise ApprovalRefused(_("This colleague may not see the record."), field="to")


def check_successor(number: str, *, fit: bool) -> None:
    """Refuse as a successor who submitted or owns a record, sits at the same place, or may not see it (W08, W16)."""
    if not fit:
        raise ApprovalRefused(
            _("This colleague cannot decide on %(number)s: choose somebody else.", number=number)
        )

"""How an approval goes, as its page shows it: the rounds, whose turn it is, what a decision led to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.contracts import rules
from salesapp.contracts.access import may_keep
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval import rules as approval
from salesapp.contracts.approval.access import may_withdraw
from salesapp.contracts.approval.models import ApprovalStep
from salesapp.contracts.approval.rules import StepStatus
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.web.formats import due_words, overdue, short_moment
from salesapp.words import gettext as _


def route(contract: Contract) -> str:
    """Write the way of the approval: as it was asked, or as it would be asked now."""
    if contract.round_steps and contract.status not in rules.SUBMITTABLE:
        return approval.route_words(
            approval.PlannedStep(step.seq, step.role) for step in contract.round_steps
        )
    try:
        return approval.route_words(approving.route_of(contract, contract.owner))
    except approval.ApprovalRefused as refused:
        return str(refused)


def needs_password(contract: Contract) -> bool:
    """Tell whether the next agreement completes the approval (4.3)."""
    return approval.is_last(step.status for step in contract.round_steps)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step as the flow shows it: a stamp where it was decided, the day it is due where it waits."""

    who: str
    look: str
    words: str
    stamp: str  # "ok" or "no" where it was decided
    signed: str
    due: str  # "late" or "soon" where it waits
    together: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """One round of approval: its steps, in the order of their turn."""

    number: int
    over: bool
    steps: Sequence[StepShown]


LOOKS = {
    StepStatus.AGREE: "sign",
    StepStatus.CONDITIONAL: "sign",
    StepStatus.RETURN: "late",
    StepStatus.VETO: "late",
    StepStatus.OPEN: "soon",
}


def rounds(contract: Contract) -> list[Round]:
    """Return the rounds of approval, the latest first."""
    found = []
    for number in range(contract.approval_round, 0, -1):
        members = [step for step in contract.approval_steps if step.round == number]
        turns = Counter(step.seq for step in members)
        shown = [_shown(step, together=turns[step.seq] > 1) for step in members]
        found.append(Round(number, number < contract.approval_round, shown))
    return found


def _shown(step: ApprovalStep, *, together: bool) -> StepShown:
    waits, decided = step.status == StepStatus.OPEN, step.status in approval.DECIDED
    signed = (step.decided_by.name if step.decided_by else "", short_moment(step.decided_at))
    return StepShown(
        who=step.role_label,
        look=LOOKS.get(step.state, "change"),
        words=due_words(step.due_on) if waits and step.due_on else step.state.label,
        stamp=("ok" if step.status in approval.PASSING else "no") if decided else "",
        signed=" ".join(filter(None, signed)),
        due=("late" if overdue(step.due_on) else "soon") if waits else "",
        together=together,
        comment=step.comment,
    )


def decided(contract: Contract) -> str:
    """Say what a decision led to."""
    sentences = {
        Status.APPROVED: _("%(number)s is approved. It can be sealed and signed."),
        Status.REJECTED: _("%(number)s is vetoed."),
        Status.CHECKING: _("%(number)s goes back to the sales representative."),
        Status.APPROVING: _("Noted. %(number)s goes to the next approver."),
    }
    return sentences[contract.state] % {"number": contract.number}


@dataclass(frozen=True, slots=True)
class Gate:
    """The bar under the checklist: may the contract be submitted, and if not, what exactly is missing."""

    open: bool  # it is still to be submitted
    may_submit: bool
    may_withdraw: bool
    said: str
    look: str


def gate(contract: Contract, user: User) -> Gate:
    """Tell whether the contract may be submitted, and what exactly is missing (R40)."""
    missing, open_ = contract.missing(), contract.status in rules.SUBMITTABLE
    said, look = _said_of(contract, missing, withdrawable := may_withdraw(contract, user))
    may_submit = open_ and not missing and may_keep(contract, user)
    return Gate(open_, may_submit, withdrawable, said, look)


def _said_of(contract: Contract, missing: list[checklist.Missing], withdrawable: bool) -> tuple[str, str]:
    """Return the sentence of the bar, and its look."""
    if contract.status in rules.SUBMITTABLE:
        settled = _("Every clause is settled. It can be submitted.")
        return (checklist.missing_words(missing), "due late") if missing else (settled, "due done")
    if not withdrawable:
        return contract.state.label, "quiet"
    if contract.status != rules.Status.APPROVED:
        return _("In approval: its items are closed."), "quiet"
    left = contract.missing(checklist.BEFORE_SIGNING)
    return (checklist.missing_words(left), "due late") if left else (_("Ready to be signed."), "due done")

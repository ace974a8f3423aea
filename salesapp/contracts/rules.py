"""A contract from draft to hand-off: its states, who may work on it, and when it may be signed or voided (R38–R42)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesapp.refusals import NotAllowed, Refusal, check_all
from salesapp.rights import rules as rights
from salesapp.rights.rules import LEADERS, SALES, Person
from salesapp.words import Worded
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class ContractRefused(Refusal):
    """The contract is not where this step could be taken, or what was typed contradicts itself."""


class NotYours(NotAllowed):
    """The contract may be seen by this person but is somebody else's to work on."""


class Status(Worded):
    """Where a contract stands."""

    DRAFT = "draft"
    CHECKING = "checking"
    APPROVING = "approving"
    APPROVED = "approved"
    REJECTED = "rejected"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    VOID = "void"


STATUS_LABELS = Status.say(
    {
        Status.DRAFT: _l("Draft"),
        Status.CHECKING: _l("In check"),
        Status.APPROVING: _l("In approval"),
        Status.APPROVED: _l("Approved"),
        Status.REJECTED: _l("Vetoed"),
        Status.SIGNED: _l("Signed"),
        Status.HANDED_OVER: _l("Handed over"),
        Status.VOID: _l("Void"),
    },
    {
        Status.CHECKING: "warn",
        Status.APPROVING: "blue",
        Status.APPROVED: "blue",
        Status.REJECTED: "no",
        Status.SIGNED: "warn",
        Status.HANDED_OVER: "ok",
        Status.VOID: "no",
    },
)

#: What may follow what. An edit sends everything before the signature back to the checklist.
MOVES = {
    Status.DRAFT: {Status.CHECKING, Status.APPROVING, Status.VOID},
    Status.CHECKING: {Status.APPROVING, Status.VOID},
    Status.APPROVING: {Status.CHECKING, Status.APPROVED, Status.REJECTED, Status.VOID},
    Status.APPROVED: {Status.CHECKING, Status.SIGNED, Status.VOID},
    Status.REJECTED: {Status.CHECKING, Status.APPROVING, Status.VOID},
    Status.SIGNED: {Status.HANDED_OVER, Status.VOID},
    Status.HANDED_OVER: set(),
    Status.VOID: set(),
}
#: Before the signature the text of the contract may still be changed.
EDITABLE = frozenset({Status.DRAFT, Status.CHECKING, Status.APPROVING, Status.APPROVED, Status.REJECTED})
#: An edit here undoes an approval that is running or given.
UNDER_APPROVAL = frozenset({Status.APPROVING, Status.APPROVED})
#: Where the checklist is the work; what was vetoed is changed first, or answered in words.
SUBMITTABLE = frozenset({Status.DRAFT, Status.CHECKING, Status.REJECTED})
SIGNED_OR_LATER = frozenset({Status.SIGNED, Status.HANDED_OVER})


def check_move(before: str, after: str) -> None:
    """Refuse a state that cannot follow the present one."""
    if Status(after) in MOVES[Status(before)]:
        return
    sentences = {
        Status.APPROVING: _("Only a draft that is being checked can be submitted. This one: %(state)s."),
        Status.APPROVED: _("Only a contract in approval can be approved. This one: %(state)s."),
        Status.REJECTED: _("Only a contract in approval can be vetoed. This one: %(state)s."),
        Status.CHECKING: _("This contract can no longer go back to its checklist. It is: %(state)s."),
        Status.SIGNED: _("A contract is signed after its last approval. This one: %(state)s."),
        Status.HANDED_OVER: _("Only a signed contract is handed over. This one: %(state)s."),
        Status.VOID: _("A contract in this state is no longer voided: %(state)s."),
    }
    raise ContractRefused(sentences[Status(after)] % {"state": STATUS_LABELS[Status(before)]})


def check_opportunity(status: str | None) -> None:
    """Refuse to go on with a contract whose opportunity was lost or parked (R6)."""
    if status in ("lost", "parked"):
        raise ContractRefused(
            _(
                "The opportunity of this contract is closed. Reopen the opportunity first, or void the contract."
            )
        )


def check_explainable(status: str) -> None:
    """Refuse to go through the clauses once the contract is under approval, signed or void: what they say is fixed then."""
    if Status(status) not in SUBMITTABLE:
        raise ContractRefused(
            _("The clauses are gone through before the approval. This contract: %(state)s.")
            % {"state": STATUS_LABELS[Status(status)]}
        )


def check_withdrawal(status: str) -> None:
    """Refuse to take back what is not under approval; a veto is answered by a changed contract."""
    if Status(status) not in UNDER_APPROVAL:
        raise ContractRefused(
            _("Only a contract in approval is withdrawn. This one: %(state)s.")
            % {"state": STATUS_LABELS[Status(status)]}
        )


def check_editable(status: str) -> None:
    """Refuse a change of the text once the contract is signed or void."""
    if Status(status) not in EDITABLE:
        raise ContractRefused(
            _(
                "A contract that is signed or void keeps its text. Make a supplement, or void it with a reason."
            )
        )


def may_keep(user: Person, *, owner_id: int, team_id: int | None) -> bool:
    """Tell whether a person works on what this contract says: who runs it, but for the director, who decides on it."""
    return user.role in SALES and rights.runs(user, owner_id=owner_id, team_id=team_id)


def check_keeper(user: Person, *, owner_id: int, team_id: int | None) -> None:
    """Refuse everybody but the owner and the supervisor of the owner's team."""
    if not may_keep(user, owner_id=owner_id, team_id=team_id):
        raise NotYours(_("This contract is run by its sales representative and the team's supervisor."))


def check_signing(
    signed_on: date | None, *, approved_on: date, today: date, sealed_on: date | None, open_conditions: bool
) -> None:
    """Refuse a signature before the approval, in the future, or with conditions unmet (F11).

    Dates are where the team works.
    """
    check_all(
        lambda: _check_signed(signed_on, approved_on, today),
        lambda: _check_sealed(sealed_on, approved_on, today),
        lambda: _check_conditions(open_conditions),
    )


def _check_signed(signed_on: date | None, approved_on: date, today: date) -> None:
    if signed_on is None:
        raise ContractRefused(_("Give the day of signing."), field="signed_on")
    if signed_on > today:
        raise ContractRefused(_("The day of signing lies in the future."), field="signed_on")
    if signed_on < approved_on:
        raise ContractRefused(
            _("It was signed before it was approved on %(day)s. Please check the date.", day=approved_on),
            field="signed_on",
        )


def _check_sealed(sealed_on: date | None, approved_on: date, today: date) -> None:
    if sealed_on is not None and not approved_on <= sealed_on <= today:
        raise ContractRefused(
            _("The seal is set after the last approval, today at the latest."), field="sealed_on"
        )


def _check_conditions(open_: bool) -> None:
    if open_:
        raise ContractRefused(
            _("It was approved on conditions. Confirm that they are met before it is signed."),
            field="conditions_met",
        )


def may_void(status: str, *, role: str) -> bool:
    """Tell whether a contract may be voided by this role: from the last approval on by a leader only."""
    if Status.VOID not in MOVES[Status(status)]:
        return False
    return role in LEADERS or Status(status) not in {Status.APPROVED, Status.SIGNED}


def check_void(status: str, reason: str | None, *, role: str) -> None:
    """Refuse to void without a reason, or an approved contract by less than a supervisor."""
    check_move(status, Status.VOID)
    if not (reason or "").strip():
        raise ContractRefused(_("Say why this contract is void. Its number stays taken."), field="reason")
    if not may_void(status, role=role):
        raise ContractRefused(
            _("From the last approval on, only the supervisor or the director voids a contract.")
        )


def check_owner(status: str) -> None:
    """Refuse another owner for what is void."""
    if status == Status.VOID:
        raise ContractRefused(_("A void contract keeps its owner."))


def check_term(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse a term that ends before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        raise ContractRefused(_("The contract ends before it begins."), field="ends_on")


def check_deviation(is_standard: bool, deviation: str | None) -> None:
    """Ask for every deviation of a text that is not our standard one, and for none of one that is (F11)."""
    if is_standard and (deviation or "").strip():
        raise ContractRefused(
            _("A standard text deviates in nothing: take “standard text” off, or clear this."),
            field="deviation",
        )
    if not is_standard and not (deviation or "").strip():
        raise ContractRefused(_("List each changed clause and why: legal reads it."), field="deviation")


def check_text(is_standard: bool, *, clauses: int) -> None:
    """Refuse to call a text standard whose clauses were found to deviate from the template."""
    if is_standard and clauses:
        raise ContractRefused(
            _(
                "%(count)s clauses of the text deviate from the template: change them there first.",
                count=clauses,
            ),
            field="is_standard_text",
        )


def not_signed_yet() -> str:
    """Say why there is nothing to file."""
    return _("Only a signed contract is filed.")


def paid_words(received: Decimal, amount: Decimal) -> str:
    """Say how much of a contract is paid: 30.00%; a hundred is kept for the last fen, nothing for none."""
    if amount <= 0 or received >= amount:
        return "100.00%"
    share = (received * 100 / amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{min(share, Decimal('99.99'))}%"

"""A contract goes into approval and comes out of it: what is frozen, who is asked, what an end leads to (R40, F11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access as approvers
from salesapp.approvals import actions as approvals
from salesapp.approvals.content import actions as content
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, plan
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import subject_of
from salesapp.contracts import access, rules
from salesapp.contracts.approval import queries
from salesapp.contracts.approval import rules as submission
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.reopening.rules import PARTY
from salesapp.contracts.models import TERMS, Contract
from salesapp.contracts.rules import Status
from salesapp.db import db
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role


def submit(contract: Contract, *, answer: str | None = None, by: User, at: datetime) -> Approval:
    """Send a contract into approval once every required clause is confirmed or excepted (R40).

    It is submitted as its owner's, whoever presses the button: a supervisor who does it for a representative is still
    asked. ``answer`` is what is said to the reason of a return or veto, where nothing was changed for it.
    """
    access.check_keeper(contract, by)
    rules.check_move(contract.status, Status.APPROVING)
    rules.check_opportunity(contract.opportunity.status if contract.opportunity else None)
    if missing := contract.missing():
        raise rules.ContractRefused(checklist.missing_words(missing))
    submission.check(queries.lacking(contract))
    return approvals.submit(subject_of(SUBJECT_TYPE), contract, answer=answer, by=by, at=at)


def check_takes_back(contract: Contract, *, by: User) -> None:
    """Refuse to take a contract back to whoever does not keep it, or neither submitted nor owns it (W19)."""
    access.check_keeper(contract, by)
    latest = queries.latest_round(contract)
    if latest is not None:
        approvers.check_takes_back(subject_of(SUBJECT_TYPE), contract, latest, by)


def withdraw(contract: Contract, *, by: User, at: datetime) -> None:
    """Take a contract back from its approval to its checklist (3.6b 撤回)."""
    check_takes_back(contract, by=by)
    rules.check_withdrawal(contract.status)
    latest = queries.latest_round(contract)
    assert latest is not None  # what is under approval was submitted
    approvals.withdraw(latest, by=by, at=at)


def changed(contract: Contract, *, by: User, at: datetime) -> bool:
    """End the round that a change of the contract touched, and tell whether one ended (W24)."""
    return bool(content.content_changed(SUBJECT_TYPE, contract.id, by=by, at=at))


def terminate(contract: Contract, *, by: User, at: datetime) -> None:
    """End the approval, running or given, of a contract that is void (W36)."""
    content.terminate(SUBJECT_TYPE, contract.id, because=_why_void(contract), given=True, by=by, at=at)


def end_resting(contract: Contract, *, by: User, at: datetime) -> None:
    """End what is asked for on a contract that is void, such as a write-off."""
    content.end_resting(SUBJECT_TYPE, contract.id, because=_why_void(contract), by=by, at=at)


def _why_void(contract: Contract) -> str | None:
    return contract.voiding.reason if contract.voiding else None


def is_as_approved(contract: Contract) -> bool:
    """Tell whether a contract still says what its approval froze (4.3)."""
    latest = queries.latest_round(contract)
    return latest is not None and not approvals.changes_since(subject_of(SUBJECT_TYPE), latest, contract)


# ------------------------------------------------------------------------- what the engine asks and tells


def route(contract: Contract, submitter: User, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    """Return the seats that this contract's approval takes, by the bands in force (3.6b)."""
    return plan(
        contract.amount,
        bands=policy("approval_bands"),
        nonstandard=contract.is_nonstandard,
        nonstandard_to_director=policy("approval_nonstandard_director"),
        submitter_role=contract.owner.role,
        vacant=vacant,
    )


def asks() -> set[Role]:
    """Return the roles that some contract is approved by, by the settings in force (3.6b)."""
    roles = {Role(role) for band in policy("approval_bands") for role in band.roles} | {Role.LEGAL}
    return roles | {Role.DIRECTOR} if policy("approval_nonstandard_director") else roles


def freeze(contract: Contract) -> Mapping[str, Any]:
    """Return all that an approval of this contract approves (4.3): terms, plan, checks, files, and whom it is with."""
    marks = [contract.mark_of(no) for no in sorted(checklist.BEFORE_APPROVAL)]
    left_out = [
        [m.no, m.note] for m in marks if m.result == checklist.Result.NA and m.no in checklist.CLAUSES
    ]
    no_code = None if contract.case.has_code else contract.mark_of(checklist.CREDIT_CODE).note
    return {
        "number": contract.number,
        **{f"customer.{name}": getattr(contract.customer, name) for name in PARTY},
        **{name: getattr(contract, name) for name in TERMS},
        "payment_nodes": [node.facts() for node in contract.payment_nodes],
        "checks": [[m.no, m.result, m.confirmed_by, m.confirmed_on, m.objection, m.exception] for m in marks],
        "files": sorted(queries.files_approved(contract)),
        "clauses": sorted(contract.own().items()),
        "left_out": left_out,
        "no_code": no_code,
        "unquoted": contract.unquoted_because,
        "lines": [one.facts() for one in contract.lines],
    }


def shows(frozen: Mapping[str, Any], contract: Contract, user: User) -> Mapping[str, Any]:
    """Return what of the frozen content a person is shown: the gross margin is not everybody's (F11)."""
    hidden = () if access.sees_margin(contract, user) else ("gross_margin",)
    return {name: value for name, value in frozen.items() if name not in hidden}


def submitted(contract: Contract, approval: Approval, *, by: User, at: datetime) -> None:
    """Put contract and opportunity into approval, in the owner's name."""
    contract.enter_approval(approval.round, by=approval.submitted_by, at=at)
    db.session.expire(contract, ["approvals"])
    opportunity = _open_opportunity(contract)
    if opportunity is not None:
        opportunity.move_to(Stage.CONTRACT_APPROVAL, by=by, at=at, reason=contract.number)


def moved_on(contract: Contract, approval: Approval, *, by: User, at: datetime) -> None:
    """Show on the board for whom the contract waits."""
    opportunity = _open_opportunity(contract)
    if opportunity is not None:
        opportunity.await_approval(next((seat.role for seat in approval.open_seats), None))


def ended(contract: Contract, approval: Approval, *, by: User | None, at: datetime) -> None:
    """Approve the contract, note its veto, or send it back to its checklist with its opportunity."""
    if approval.outcome == Outcome.APPROVED:
        contract.approve(approval.sha256, at=at)
        opportunity = _open_opportunity(contract)
        if opportunity is not None:
            opportunity.await_approval(None)
        return
    if approval.outcome == Outcome.VETOED:
        contract.reject(at=at)
    elif approval.outcome != Outcome.ENDED:
        contract.back_to_check(at)
    opportunity = _open_opportunity(contract)
    if opportunity is not None and opportunity.stage == Stage.CONTRACT_APPROVAL and by is not None:
        opportunity.move_to(Stage.NEGOTIATION, by=by, at=at, reason=contract.number)


def _open_opportunity(contract: Contract) -> Opportunity | None:
    opportunity: Opportunity | None = contract.opportunity
    return opportunity if opportunity is not None and opportunity.status == "open" else None

"""The flow of an approval: submitted, decided step by step, withdrawn, pressed (R40, F11, conventions 3.6b)."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.calendar.queries import work_calendar
from salesapp.contracts import access
from salesapp.contracts.approval import mails, queries
from salesapp.contracts.approval import rules as approval
from salesapp.contracts.approval.models import ApprovalStep
from salesapp.contracts.approval.rules import StepStatus, Verdict
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role
from salesapp.trail.actions import record
from salesapp.web import clock
from salesapp.words import gettext as _


def route_of(contract: Contract, submitter: User) -> tuple[approval.PlannedStep, ...]:
    """Return the steps that this contract's approval takes, by the settings in force (3.6b)."""
    return approval.plan(
        contract.amount,
        bands=policy("approval_bands"),
        nonstandard=contract.is_nonstandard,
        nonstandard_to_director=policy("approval_nonstandard_director"),
        submitter_role=Role.SUPERVISOR
        if Role.SUPERVISOR in (submitter.role, contract.owner.role)
        else submitter.role,
        vacant=_vacant(contract, submitter),
    )


def _vacant(contract: Contract, submitter: User) -> set[Role]:
    barred = {submitter.id, contract.owner_id}
    return set(approval.PLACES) - queries.filled_roles(contract.owner.team_id, without=barred)


def _due(at: datetime):
    """Return how a step that opens now finds its working day."""
    calendar, today = work_calendar(), clock.local(at).date()
    days, legal_days = policy("approval_workdays"), policy("approval_legal_workdays")
    return lambda role: approval.due_on(role, today, calendar, days=days, legal_days=legal_days)


def submit(contract: Contract, *, by: User, at: datetime) -> None:
    """Send a contract into approval once every required clause is confirmed or excepted (R40)."""
    access.check_keeper(contract, by)
    steps = route_of(contract, by)
    contract.submit(steps, by=by, at=at, team_id=contract.owner.team_id, due=_due(at))
    _enter_approval(contract, by, at)
    mails.ask_approvers(contract, at)


def withdraw(contract: Contract, *, by: User, at: datetime) -> None:
    """Take a contract back from its approval to its checklist (3.6b 撤回)."""
    access.check_keeper(contract, by)
    contract.withdraw(at=at)
    leave_approval(contract, by, at)
    mails.approval_ended(contract, at)


def decide(
    contract: Contract,
    step: ApprovalStep,
    verdict: str | None,
    comment: str | None,
    *,
    password: str | None,
    by: User,
    at: datetime,
) -> None:
    """Take one approver's decision (F11).

    Whoever completes an approval types the password again, and what was approved is kept as a SHA-256 (4.3).
    """
    approval.check_approver(
        role=step.role, team_id=step.team_id, user_role=by.role, user_team_id=by.team_id, user_id=by.id,
        not_these=(contract.submitted_by_id, contract.owner_id),
    )  # fmt: skip
    step.check_open()
    chosen = approval.check_verdict(verdict, comment)
    completes = approval.is_last(each.status for each in contract.round_steps) and chosen in approval.PASSING
    if completes and not passwords.matches(by.password_hash, password or ""):
        raise approval.ApprovalRefused(
            _("This decision completes the approval: type your password once more."), field="password"
        )
    contract.decide(step, chosen, comment, by=by, at=at, due=_due(at))
    if contract.is_agreed:
        contract.approve(fingerprint_of(contract), at=at)
    _tell_decision(contract, step, chosen, by, at)
    record("approval", contract, detail={"step": step.role, "verdict": chosen.value, "round": step.round})


def fingerprint_of(contract: Contract) -> str:
    """Return the SHA-256 of what an approval of this contract approves: its content and its files (4.3)."""
    return approval.fingerprint(contract.content(queries.files_submitted(contract)))


def _tell_decision(contract: Contract, step: ApprovalStep, verdict: Verdict, by: User, at: datetime) -> None:
    if contract.status == Status.APPROVING:
        _await(contract)
        if not any(
            other.status == StepStatus.OPEN and other.opened_at != at for other in contract.round_steps
        ):
            mails.ask_approvers(contract, at)
        return
    if contract.status == Status.APPROVED:
        if contract.opportunity is not None and contract.opportunity.status == "open":
            contract.opportunity.await_approval(None)
    else:
        leave_approval(contract, by, at)
    mails.decided(contract, step, verdict, at)


def remind(contract: Contract, *, by: User, at: datetime) -> int:
    """Press those who are to decide, once in so many hours, and count them (3.6b 催办)."""
    access.check_keeper(contract, by)
    waiting = [step for step in contract.round_steps if step.status == StepStatus.OPEN]
    if not waiting:
        raise approval.ApprovalRefused(_("Nobody is to decide on this contract now."))
    for step in waiting:
        approval.check_reminder(step.reminded_at, at, hours=policy("approval_reminder_hours"))
        step.reminded_at = at
    return mails.ask_approvers(contract, at, again=True)


def _enter_approval(contract: Contract, by: User, at: datetime) -> None:
    opportunity = contract.opportunity
    if opportunity is not None and opportunity.status == "open":
        opportunity.move_to(Stage.CONTRACT_APPROVAL, by=by, at=at, reason=contract.number)
        _await(contract)


def _await(contract: Contract) -> None:
    waiting = next((step.role for step in contract.round_steps if step.status == StepStatus.OPEN), None)
    if contract.opportunity is not None and contract.opportunity.status == "open":
        contract.opportunity.await_approval(waiting)


def leave_approval(contract: Contract, by: User, at: datetime) -> None:
    """Put the opportunity back into negotiation when its contract's approval ended."""
    opportunity: Opportunity | None = contract.opportunity
    if (
        opportunity is not None
        and opportunity.status == "open"
        and opportunity.stage == Stage.CONTRACT_APPROVAL
    ):
        opportunity.move_to(Stage.NEGOTIATION, by=by, at=at, reason=contract.number)


def remind_late_approvers(*, at: datetime) -> int:
    """Remind approvers whose working day has passed, once each, and count them (3.6b)."""
    late = queries.overdue_steps(clock.local(at).date())
    for step in late:
        step.reminded_at = at
        mails.remind_late(step, at)
    return len(late)

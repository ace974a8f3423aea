"""Mails about an approval: to those who are asked, and to those who asked (F11, 3.6b)."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.queries import with_role
from salesapp.contracts.approval.models import ApprovalStep
from salesapp.contracts.approval.rules import StepStatus, Verdict
from salesapp.contracts.mails import send
from salesapp.contracts.models import Contract
from salesapp.words import gettext as _


def approvers(contract: Contract) -> list[User]:
    """Return the people whose decision is awaited now."""
    barred = {contract.submitted_by_id, contract.owner_id}
    open_steps = [step for step in contract.round_steps if step.status == StepStatus.OPEN]
    found = [user for step in open_steps for user in with_role(step.role, team_id=step.team_id)]
    return [user for user in found if user.id not in barred]


def ask_approvers(contract: Contract, at: datetime, *, again: bool = False) -> int:
    """Write to everybody whose decision is awaited, and count the mails."""
    due = min(
        (s.due_on for s in contract.round_steps if s.status == StepStatus.OPEN and s.due_on), default=None
    )
    subject = _(
        "Please approve %(number)s %(customer)s", number=contract.number, customer=contract.customer.full_name
    )
    opening = _("This contract waits for your decision until %(day)s.", day=due)
    if again:
        opening = _("A reminder: ") + opening
    return send(approvers(contract), subject, opening, contract, at, "approval.show")


def remind_late(step: ApprovalStep, at: datetime) -> None:
    """Write to those whose decision is late (3.6b)."""
    contract = step.contract
    barred = {contract.submitted_by_id, contract.owner_id}
    people = [user for user in with_role(step.role, team_id=step.team_id) if user.id not in barred]
    subject = _("The approval of %(number)s is late", number=contract.number)
    opening = _("This contract was to be decided by %(day)s and still waits for you.", day=step.due_on)
    send(people, subject, opening, contract, at, "approval.show")


def decided(contract: Contract, step: ApprovalStep, verdict: Verdict, at: datetime) -> None:
    """Tell submitter and owner how the approval ended."""
    subjects = {
        Verdict.RETURN: _("Returned: %(number)s"),
        Verdict.VETO: _("Vetoed: %(number)s"),
        Verdict.AGREE: _("Approved: %(number)s"),
        Verdict.CONDITIONAL: _("Approved: %(number)s"),
    }
    said = step.comment or _("No comment")
    opening = _(
        "%(role)s %(who)s: %(said)s",
        role=step.role_label,
        who=step.decided_by.name if step.decided_by else "/",
        said=said,
    )
    send(_owners(contract), subjects[verdict] % {"number": contract.number}, opening, contract, at)


def approval_ended(contract: Contract, at: datetime) -> None:
    """Tell those who were asked, or had agreed, in the round that ended without them."""
    subject = _("No longer to be approved: %(number)s", number=contract.number)
    opening = _("The contract was changed, withdrawn or voided; what was decided so far no longer holds.")
    asked = [step for step in contract.round_steps if step.opened_at is not None]
    people = [step.decided_by for step in asked if step.decided_by]
    people += [u for step in asked if not step.decided_by for u in with_role(step.role, team_id=step.team_id)]
    send(people, subject, opening, contract, at)


def _owners(contract: Contract) -> list[User]:
    return [user for user in (contract.submitted_by, contract.owner) if user is not None]

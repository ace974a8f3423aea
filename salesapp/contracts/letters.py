"""Mails that a contract sends: to approvers, to its owner, to the receivers of the hand-off, to the supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask import current_app

from salesapp.accounts.models import User
from salesapp.accounts.queries import find, with_role
from salesapp.contracts import approval
from salesapp.contracts.approval import StepStatus, Verdict
from salesapp.contracts.handoff import DEPARTMENT_LABELS, Department, Receipt
from salesapp.contracts.handoffs import Handoff, HandoffReceipt
from salesapp.contracts.models import Contract
from salesapp.contracts.steps import ApprovalStep
from salesapp.mail.models import queue
from salesapp.words import gettext as _


def _facts(contract: Contract, path: str = "") -> str:
    return "\n".join(
        (
            _("Contract: %(number)s %(name)s", number=contract.number, name=contract.name),
            _("Customer: %(name)s", name=contract.customer.full_name),
            _("Amount: %(amount)s yuan", amount=f"{contract.amount:,.2f}"),
            _("Sales representative: %(name)s", name=contract.owner.name),
            f"{current_app.config['SALESAPP'].base_url}/contracts/{contract.id}{path}",
        )
    )


def _send(
    to: Iterable[User], subject: str, opening: str, contract: Contract, at: datetime, path: str = ""
) -> int:
    people = {user.id: user for user in to}.values()
    body = f"{opening}\n\n{_facts(contract, path)}"
    return sum(
        queue(to=user, subject=subject, body=body, at=at, about=contract.number) is not None
        for user in people
    )


def approvers(contract: Contract) -> list[User]:
    """Return the people whose decision is awaited now."""
    barred = {contract.submitted_by_id, contract.owner_id}
    open_steps = [step for step in contract.round_steps if step.status == StepStatus.OPEN]
    found = [user for step in open_steps for user in with_role(step.role, team_id=step.team_id)]
    return [user for user in found if user.id not in barred]


def ask_approvers(contract: Contract, at: datetime, *, again: bool = False) -> int:
    """Write to everybody whose decision is awaited, and count the mails."""
    due = min((s.due_on for s in contract.round_steps if s.status == StepStatus.OPEN), default=None)
    subject = _(
        "Please approve %(number)s %(customer)s", number=contract.number, customer=contract.customer.full_name
    )
    opening = _("This contract waits for your decision until %(day)s.", day=due)
    if again:
        opening = _("A reminder: ") + opening
    return _send(approvers(contract), subject, opening, contract, at, "/approvals")


def remind_late(step: ApprovalStep, at: datetime) -> None:
    """Write to those whose decision is late (3.6b)."""
    contract = step.contract
    barred = {contract.submitted_by_id, contract.owner_id}
    people = [user for user in with_role(step.role, team_id=step.team_id) if user.id not in barred]
    subject = _("The approval of %(number)s is late", number=contract.number)
    opening = _("This contract was to be decided by %(day)s and still waits for you.", day=step.due_on)
    _send(people, subject, opening, contract, at, "/approvals")


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
        role=approval.ROLE_LABELS[step.role],
        who=step.decided_by.name,
        said=said,
    )
    _send(_owners(contract), subjects[verdict] % {"number": contract.number}, opening, contract, at)


def approval_ended(contract: Contract, at: datetime) -> None:
    """Tell those who were asked, or had agreed, in the round that ended without them."""
    subject = _("No longer to be approved: %(number)s", number=contract.number)
    opening = _("The contract was changed, withdrawn or voided; what was decided so far no longer holds.")
    asked = [step for step in contract.round_steps if step.opened_at is not None]
    people = [step.decided_by for step in asked if step.decided_by]
    people += [u for step in asked if not step.decided_by for u in with_role(step.role, team_id=step.team_id)]
    _send(people, subject, opening, contract, at)


def _owners(contract: Contract) -> list[User]:
    return [user for user in (contract.submitted_by, contract.owner) if user is not None]


# ------------------------------------------------------------------------------------------ hand-off


def ask_receivers(handoff: Handoff, at: datetime) -> None:
    """Write to the departments that have not received the hand-off."""
    contract = handoff.contract
    subject = _(
        "Please receive %(number)s %(customer)s", number=contract.number, customer=contract.customer.full_name
    )
    opening = _("The hand-off %(handoff)s is due on %(day)s.", handoff=handoff.number, day=handoff.due_on)
    waiting = [name for name, receipt in handoff.latest().items() if receipt.status == Receipt.WAITING]
    for department in waiting:
        _send(with_role(department), subject, opening, contract, at, "/handoff")


def received(handoff: Handoff, receipt: HandoffReceipt, at: datetime) -> None:
    """Tell the sender what one department answered."""
    contract = handoff.contract
    department = DEPARTMENT_LABELS[Department(receipt.department)]
    if receipt.status == Receipt.ACCEPTED:
        subject = _("%(department)s received %(number)s", department=department, number=contract.number)
    else:
        subject = _("%(department)s returned %(number)s", department=department, number=contract.number)
    opening = _("%(who)s: %(said)s", who=receipt.by.name, said=receipt.opinion or _("No comment"))
    senders = [find(handoff.sent_by_id)] if handoff.sent_by_id else []
    _send([*senders, contract.owner], subject, opening, contract, at, "/handoff")


def escalate(handoff: Handoff, at: datetime) -> None:
    """Tell the supervisor of the team, or the director where there is none, and the owner (R41)."""
    contract = handoff.contract
    supervisors = with_role("supervisor", team_id=contract.owner.team_id) if contract.owner.team_id else ()
    subject = _("Hand-off overdue: %(number)s", number=contract.number)
    opening = _("The hand-off %(handoff)s was due on %(day)s.", handoff=handoff.number, day=handoff.due_on)
    answers = {name: receipt.status for name, receipt in handoff.latest().items()}
    for department in Department:
        if answers.get(department) != Receipt.ACCEPTED:
            opening += "\n" + _(
                "%(department)s has not received it.", department=DEPARTMENT_LABELS[department]
            )
    _send(
        [*(supervisors or with_role("director")), contract.owner], subject, opening, contract, at, "/handoff"
    )

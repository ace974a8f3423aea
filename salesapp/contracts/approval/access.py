"""Who decides on a contract, and who presses or withdraws (3.6b)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from salesapp.accounts.models import User
from salesapp.contracts.access import may_keep
from salesapp.contracts.approval import rules
from salesapp.contracts.approval.models import ApprovalStep
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import UNDER_APPROVAL, Status
from salesapp.rights.rules import Role


def asks(user: User) -> ColumnElement[bool]:
    """Return the condition under which an open step asks people of this role, and team."""
    asked = and_(ApprovalStep.status == rules.StepStatus.OPEN, ApprovalStep.role == user.role)
    if user.role != Role.SUPERVISOR:
        return asked
    return and_(asked, or_(ApprovalStep.team_id.is_(None), ApprovalStep.team_id == user.team_id))


def my_step(contract: Contract, user: User) -> ApprovalStep | None:
    """Return the open step that this person may decide, or None."""
    if user.id in (contract.owner_id, contract.submitted_by_id) or contract.status != Status.APPROVING:
        return None
    return next((step for step in contract.round_steps if step.waits_for(user)), None)


def may_withdraw(contract: Contract, user: User) -> bool:
    """Tell whether a person may take the contract back from its approval."""
    return may_keep(contract, user) and contract.status in UNDER_APPROVAL


def may_remind(contract: Contract, user: User) -> bool:
    """Tell whether a person may press those who are to decide."""
    return may_keep(contract, user) and contract.status == Status.APPROVING

"""Who is asked to approve which contract, and what is late (3.6b)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.approval.access import asks
from salesapp.contracts.approval.models import ApprovalStep
from salesapp.contracts.approval.rules import PLACES, StepStatus
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.rights.rules import Role


@dataclass(frozen=True, slots=True)
class Asked:
    """One approval that waits for this person."""

    contract_id: int
    number: str
    name: str
    customer: str
    amount: Decimal
    owner: str
    owner_id: int
    submitted_by_id: int | None
    submitted_at: datetime
    due_on: date
    nonstandard: bool


def inbox(user: User) -> Sequence[Asked]:
    """Return the approvals that wait for this person's role, the most urgent first."""
    query: Select = (
        select(
            Contract.id, Contract.number, Contract.name,
            func.coalesce(Customer.short_name, Customer.full_name), Contract.amount, User.name, Contract.owner_id,
            Contract.submitted_by_id, Contract.submitted_at, ApprovalStep.due_on, ~Contract.is_standard_text,
        )
        .join(ApprovalStep, ApprovalStep.contract_id == Contract.id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(seen_by(user), asks(user))
        .where(Contract.owner_id != user.id, Contract.submitted_by_id != user.id)
        .order_by(ApprovalStep.due_on, Contract.id)
        .limit(200)
    )  # fmt: skip
    return [Asked(*row) for row in db.session.execute(query)]


def files_submitted(contract: Contract) -> Sequence[str]:
    """Return the SHA-256 of the files that lay with the contract when it was submitted (4.3)."""
    query = select(Attachment.sha256).where(
        Attachment.owner_type == "contract",
        Attachment.owner_id == contract.id,
        Attachment.removed_at.is_(None),
        Attachment.uploaded_at <= contract.submitted_at,
    )
    return db.session.scalars(query).all()


def filled_roles(team_id: int | None, *, without: Collection[int]) -> set[str]:
    """Return the approving roles that somebody else fills; a supervisor counts in the team only."""
    query = (
        select(User.role)
        .where(User.active, User.role.in_(PLACES), User.id.not_in(without))
        .where(or_(User.role != Role.SUPERVISOR, User.team_id == team_id if team_id else true()))
        .distinct()
    )
    return set(db.session.scalars(query))


def overdue_steps(today: date) -> Sequence[ApprovalStep]:
    """Return the approvals that are late and of which the approver was not reminded yet (3.6b)."""
    query = (
        select(ApprovalStep)
        .where(
            ApprovalStep.status == StepStatus.OPEN,
            ApprovalStep.due_on < today,
            ApprovalStep.reminded_at.is_(None),
        )
        .options(joinedload(ApprovalStep.contract).joinedload(Contract.owner))
        .order_by(ApprovalStep.due_on)
    )
    return db.session.scalars(query).unique().all()

"""Contracts, read: one with all that hangs on it, its history, and what a new one begins with."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.contracts.approval import PLACES, SUPERVISOR
from salesapp.contracts.checks import ChecklistItem
from salesapp.contracts.handoff import WAITED_FOR
from salesapp.contracts.handoffs import Handoff, HandoffReceipt
from salesapp.contracts.lists import (
    Asked,
    Line,
    Wanted,
    export,
    inbox,
    of_customer,
    of_opportunity,
    page,
    waiting_for,
)
from salesapp.contracts.models import Contract
from salesapp.contracts.sight import may_keep, opportunities_behind, standing, visible_to
from salesapp.contracts.steps import ApprovalStep
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.opportunities.access import visible_to as visible_opportunities
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.models import Opportunity
from salesapp.trail.models import AuditEntry

__all__ = [
    "Asked", "Line", "Wanted", "export", "find", "find_to_change", "history", "inbox", "may_keep", "of_customer",
    "of_opportunity", "opportunities_behind", "page", "standing", "visible_to", "waiting_for",
]  # fmt: skip


def find(contract_id: int, user: User) -> Contract | None:
    """Return one contract with nodes, checks, steps and hand-off, if this person may see it."""
    query = visible_to(user).where(Contract.id == contract_id)
    return db.session.scalar(
        query.options(
            joinedload(Contract.customer), joinedload(Contract.opportunity), joinedload(Contract.owner),
            joinedload(Contract.submitted_by), joinedload(Contract.voided_by),
            joinedload(Contract.handoff).joinedload(Handoff.sent_by),
            selectinload(Contract.payment_nodes),
            selectinload(Contract.checks).joinedload(ChecklistItem.checked_by),
            selectinload(Contract.approval_steps).joinedload(ApprovalStep.decided_by),
            joinedload(Contract.handoff).selectinload(Handoff.receipts).joinedload(HandoffReceipt.by),
        )
    )  # fmt: skip


def find_to_change(contract_id: int, user: User) -> Contract | None:
    """Return one contract, held until the commit: whoever else changes it waits.

    So that two who approve at once, or a mark and a submission, each see what the other did.
    """
    db.session.execute(select(Contract.id).where(Contract.id == contract_id).with_for_update())
    return find(contract_id, user)


def files_submitted(contract: Contract) -> Sequence[str]:
    """Return the SHA-256 of the files that lay with the contract when it was submitted (4.3)."""
    query = select(Attachment.sha256).where(
        Attachment.owner_type == "contract",
        Attachment.owner_id == contract.id,
        Attachment.removed_at.is_(None),
        Attachment.uploaded_at <= contract.submitted_at,
    )
    return db.session.scalars(query).all()


@dataclass(frozen=True, slots=True)
class Startable:
    """An open opportunity that a contract can be drawn up from."""

    id: int
    number: str
    name: str
    customer: str
    stage: str
    amount: Decimal
    contracts: int

    @property
    def stage_words(self) -> str:
        """The stage as the board calls it."""
        return Stage(self.stage).label


def startable(user: User) -> Sequence[Startable]:
    """Return the open opportunities of this person that are far enough, the furthest first."""
    drawn = (
        select(func.count(Contract.id))
        .where(Contract.opportunity_id == Opportunity.id, Contract.status != "void")
        .scalar_subquery()
    )
    query = (
        visible_opportunities(user)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.status == "open", Opportunity.stage.in_(("proposal", "negotiation", "contract_approval")))
        .with_only_columns(
            Opportunity.id, Opportunity.number, Opportunity.name,
            func.coalesce(Customer.short_name, Customer.full_name), Opportunity.stage, Opportunity.amount, drawn,
        )
        .order_by(None)
        .order_by(Opportunity.stage_since.desc(), Opportunity.id.desc())
        .limit(50)
    )  # fmt: skip
    return [Startable(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a contract's history: when, who, what happened to which part of it."""

    at: datetime
    by: str | None
    event: str
    subject: str
    changes: dict
    item: int | None = None  # of the checklist, where it speaks of one


def history(contract: Contract, limit: int = 40) -> Sequence[Change]:
    """Return the latest entries of the audit trail about a contract and all that hangs on it.

    The steps of approval are left out: the flow shows them, and each decision is an event of the contract.
    """
    parts = {
        "contract": [contract.id],
        "checklist_item": [row.id for row in contract.checks],
        "handoff": [contract.handoff.id] if contract.handoff else [],
        "handoff_receipt": [each.id for each in contract.handoff.receipts] if contract.handoff else [],
    }
    about = [
        and_(AuditEntry.object_type == kind, AuditEntry.object_id.in_(ids))
        for kind, ids in parts.items()
        if ids
    ]
    query = (
        select(
            AuditEntry.at, AuditEntry.actor_name, AuditEntry.event, AuditEntry.object_type, AuditEntry.object_id,
            AuditEntry.changes,
        )
        .where(or_(*about))
        .order_by(AuditEntry.seq.desc())
        .limit(limit)
    )  # fmt: skip
    items = {row.id: row.no for row in contract.checks}
    return [
        Change(
            row.at,
            row.actor_name,
            row.event,
            row.object_type,
            json.loads(row.changes),
            items.get(row.object_id),
        )
        for row in db.session.execute(query)
    ]


def filled_roles(team_id: int | None, *, without: Collection[int]) -> set[str]:
    """Return the approving roles that somebody else fills; a supervisor counts in the team only."""
    query = (
        select(User.role)
        .where(User.active, User.role.in_(PLACES), User.id.not_in(without))
        .where(or_(User.role != SUPERVISOR, User.team_id == team_id if team_id else true()))
        .distinct()
    )
    return set(db.session.scalars(query))


def other_signed(contract: Contract) -> bool:
    """Tell whether another contract of the same opportunity is signed and in force."""
    query = select(Contract.id).where(
        Contract.opportunity_id == contract.opportunity_id, Contract.id != contract.id, Contract.signed_on.is_not(None),
        Contract.voided_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def open_handoffs() -> Sequence[Handoff]:
    """Return every hand-off that is not done, with its contract, for the calendar and the jobs."""
    query = (
        select(Handoff)
        .where(Handoff.status.in_(WAITED_FOR))
        .options(joinedload(Handoff.contract).joinedload(Contract.owner))
        .order_by(Handoff.due_on)
    )
    return db.session.scalars(query).unique().all()


def overdue_handoffs(today: date) -> Sequence[Handoff]:
    """Return the hand-offs that are late and of which no supervisor was told yet (R41)."""
    return [each for each in open_handoffs() if each.due_on < today and each.escalated_at is None]


def overdue_steps(today: date) -> Sequence[ApprovalStep]:
    """Return the approvals that are late and of which the approver was not reminded yet (3.6b)."""
    query = (
        select(ApprovalStep)
        .where(ApprovalStep.status == "open", ApprovalStep.due_on < today, ApprovalStep.reminded_at.is_(None))
        .options(joinedload(ApprovalStep.contract).joinedload(Contract.owner))
        .order_by(ApprovalStep.due_on)
    )
    return db.session.scalars(query).unique().all()

"""Contracts, read: one with all that hangs on it, its history, and what a new one begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, and_, func, inspect, select, union
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.approvals.queries import whole
from salesapp.contracts.access import visible_to
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.checklist.models import ChecklistItem
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.models import Contract, ContractVoiding
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import reach
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership.queries import awaits_contract
from salesapp.statements import kept
from salesapp.words import gettext as _

#: The stages from which on a contract is drawn up.
FAR_ENOUGH = ("proposal", "negotiation", "contract_approval")
STARTABLE = 50


def find(contract_id: int, user: User) -> Contract | None:
    """Return one contract with nodes, checks, steps and hand-off, if this person may see it."""
    found: Contract | None = db.session.scalars(*_whole(user, contract_id)).unique().one_or_none()
    if found is not None:
        missing = inspect(found).unloaded
        for name, rows in (("payment_nodes", _nodes), ("checks", _checks), ("approvals", _rounds)):
            if name in missing:
                set_committed_value(found, name, db.session.scalars(*rows(found.id)).unique().all())
    return found


@kept
def _whole(user: User, contract_id: int) -> Select:
    query = visible_to(user).where(Contract.id == contract_id)
    return query.options(
        joinedload(Contract.customer), joinedload(Contract.opportunity), joinedload(Contract.owner),
        joinedload(Contract.submitted_by), joinedload(Contract.voiding).joinedload(ContractVoiding.by),
        joinedload(Contract.signature), joinedload(Contract.sealing), joinedload(Contract.archiving),
        joinedload(Contract.handoff).joinedload(Handoff.sent_by),
        joinedload(Contract.warranty), joinedload(Contract.ending),
        joinedload(Contract.handoff).joinedload(Handoff.receipts).options(
            joinedload(HandoffReceipt.by), joinedload(HandoffReceipt.points)
        ),
        # few, if any: a row more costs less than a statement of their own
        joinedload(Contract.quotation), joinedload(Contract.explanations), joinedload(Contract.amendments),
        joinedload(Contract.reissues),
    )  # fmt: skip


# Its rows, by statements of their own that are made once: loaders put theirs together at each look.


@kept
def _nodes(contract_id: int) -> Select:
    query = select(PaymentNode).where(PaymentNode.contract_id == contract_id)
    return query.where(PaymentNode.dropped_on.is_(None)).order_by(PaymentNode.seq)


@kept
def _checks(contract_id: int) -> Select:
    query = select(ChecklistItem).where(ChecklistItem.contract_id == contract_id).order_by(ChecklistItem.no)
    return query.options(joinedload(ChecklistItem.checked_by))


@kept
def _rounds(contract_id: int) -> Select:
    query = select(Approval).where(Approval.subject_type == SUBJECT_TYPE, Approval.subject_id == contract_id)
    return query.order_by(Approval.round).options(*whole())


def find_to_change(contract_id: int, user: User) -> Contract | None:
    """Return one contract, held until the commit: whoever else changes it waits.

    So that two who approve at once, or a mark and a submission, each see what the other did.
    """
    db.session.execute(select(Contract.id).where(Contract.id == contract_id).with_for_update())
    return find(contract_id, user)


@dataclass(frozen=True, slots=True)
class Startable:
    """An opportunity that a contract can be drawn up from: open and far enough, or won without one."""

    id: int
    number: str
    name: str
    customer: str
    stage: str
    amount: Decimal
    contracts: int
    won: bool

    @property
    def stage_words(self) -> str:
        """The stage as the board calls it."""
        return _("Won, contract awaited") if self.won else Stage(self.stage).label


def startable(user: User) -> Sequence[Startable]:
    """Return what this person can draw a contract up from: what was won without one first (待签合同), then the furthest."""
    drawn = (
        select(func.count(Contract.id))
        .where(Contract.opportunity_id == Opportunity.id, Contract.status != Status.VOID)
        .scalar_subquery()
    )
    latest = Opportunity.stage_since.desc(), Opportunity.id.desc()
    order = (Opportunity.status == "open", *latest)
    kinds = (
        awaits_contract(),
        *(and_(Opportunity.status == "open", Opportunity.stage == one) for one in FAR_ENOUGH),
    )
    picks = [
        select(Opportunity.id).where(branch, kind).order_by(*latest).limit(STARTABLE).subquery()
        for branch in reach(user).branches
        for kind in kinds
    ]
    first = union(*(select(pick.c.id) for pick in picks))
    query = (
        select(
            Opportunity.id, Opportunity.number, Opportunity.name,
            func.coalesce(Customer.short_name, Customer.full_name), Opportunity.stage, Opportunity.amount, drawn,
            Opportunity.status == "won",
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.id.in_(first))
        .order_by(*order)
        .limit(STARTABLE)
    )  # fmt: skip
    return [Startable(*row) for row in db.session.execute(query)]


def other_signed(contract: Contract) -> bool:
    """Tell whether another contract of the same opportunity is signed and in force."""
    query = select(Contract.id).where(
        Contract.opportunity_id == contract.opportunity_id,
        Contract.id != contract.id,
        Contract.status.in_(SIGNED_OR_LATER),
    )
    return db.session.scalar(query.limit(1)) is not None

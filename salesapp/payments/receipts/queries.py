"""Receipts and the instalments that money may be matched to, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.chinese import company_names
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.payments import access
from salesapp.payments.receipts.models import Allocation, BillHonour, Receipt
from salesapp.payments.receipts.rules import Kind, Matched, OpenNode
from salesapp.statements import kept

PAGE = 50
LEFT = PaymentNode.bare()


def hold(customer_id: int) -> None:
    """Hold a customer until the commit: of two who book the same money the second waits."""
    db.session.execute(select(Customer.id).where(Customer.id == customer_id).with_for_update())


def find(receipt_id: int, user: User, *, to_change: bool = False) -> Receipt | None:
    """Return one row of money with its shares and counter-rows, if this person may see it."""
    query = select(Receipt).where(Receipt.id == receipt_id, access.receipts_seen(user))
    if to_change and (customer_id := db.session.scalar(query.with_only_columns(Receipt.customer_id))):
        hold(customer_id)
    whole = selectinload(Receipt.counters)
    shares = selectinload(Receipt.allocations).joinedload(Allocation.node).joinedload(PaymentNode.contract)
    return db.session.scalar(
        query.options(joinedload(Receipt.customer), joinedload(Receipt.honour), shares, whole)
    )


def open_nodes(customer_id: int) -> list[OpenNode]:
    """Return the instalments of a customer's signed contracts that wait for money, the oldest due first."""
    query = (
        select(
            PaymentNode.id,
            PaymentNode.contract_id,
            Contract.number,
            PaymentNode.seq,
            PaymentNode.planned_on,
            LEFT,
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(Contract.customer_id == customer_id, Contract.status.in_(SIGNED_OR_LATER), LEFT > 0)
        .order_by(PaymentNode.planned_on.is_(None), PaymentNode.planned_on, PaymentNode.id)
    )
    return [OpenNode(*row) for row in db.session.execute(query)]


def matched(receipt: Receipt) -> list[Matched]:
    """Return what of a receipt is matched to which instalment now."""
    shares = receipt.shares
    nodes = db.session.scalars(select(PaymentNode).where(PaymentNode.id.in_(shares))).all()
    return [Matched(node.id, node.planned_on, shares[node.id]) for node in nodes]


def advance_of(customer_id: int) -> Decimal:
    """Return what a customer has paid that is matched to nothing."""
    return left_of(db.session.execute(*paid_and_shared(customer_id)).one())


def left_of(row: Any) -> Decimal:
    """Return what of all that was paid is matched to nothing."""
    return (row.paid or Decimal(0)) - (row.shared or Decimal(0))


@kept
def paid_and_shared(customer_id: int) -> Select:
    """Select what a customer has paid, and what of it is matched."""
    paid = select(func.sum(Receipt.amount)).where(Receipt.customer_id == customer_id)
    shared = (
        select(func.sum(Allocation.amount))
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Receipt.customer_id == customer_id)
    )
    return select(paid.scalar_subquery().label("paid"), shared.scalar_subquery().label("shared"))


def of_contract(contract_id: int) -> Sequence[tuple[Receipt, Allocation, int]]:
    """Return the shares of a contract with their receipts, and the place of the instalment, the earliest first."""
    query = (
        select(Receipt, Allocation, PaymentNode.seq)
        .join(Allocation, Allocation.receipt_id == Receipt.id)
        .join(PaymentNode, PaymentNode.id == Allocation.node_id)
        .where(PaymentNode.contract_id == contract_id)
        .options(joinedload(Receipt.by), joinedload(Receipt.honour))
        .order_by(Receipt.received_on, Allocation.id)
    )
    return [(receipt, share, seq) for receipt, share, seq in db.session.execute(query).unique()]


@kept
def shares(contract_id: int) -> Select:
    """Select what the page of a contract shows of the shares in it, the earliest first."""
    return (
        select(
            Receipt.id, Receipt.number, Receipt.received_on, Receipt.amount.label("whole"), Receipt.matures_on,
            Receipt.reason, BillHonour.honoured_on, Allocation.amount, PaymentNode.seq,
        )
        .join(Allocation, Allocation.receipt_id == Receipt.id)
        .join(PaymentNode, PaymentNode.id == Allocation.node_id)
        .outerjoin(BillHonour, BillHonour.receipt_id == Receipt.id)
        .where(PaymentNode.contract_id == contract_id)
        .order_by(Receipt.received_on, Allocation.id)
    )  # fmt: skip


def matched_to(contract_id: int) -> Sequence[Receipt]:
    """Return the receipts with shares in a contract."""
    nodes = select(PaymentNode.id).where(PaymentNode.contract_id == contract_id)
    ids = select(Allocation.receipt_id).where(Allocation.node_id.in_(nodes))
    query = select(Receipt).where(Receipt.id.in_(ids), Receipt.kind == Kind.RECEIPT).order_by(Receipt.id)
    return db.session.scalars(query).unique().all()


def page(user: User, customer_id: int | None, before: int | None) -> Sequence[Receipt]:
    """Return one page of rows of money and one more, the latest first."""
    query = select(Receipt).where(access.receipts_seen(user)).options(joinedload(Receipt.customer))
    if customer_id is not None:
        query = query.where(Receipt.customer_id == customer_id)
    if before is not None:
        query = query.where(Receipt.id < before)
    query = query.options(selectinload(Receipt.allocations), selectinload(Receipt.counters))
    return db.session.scalars(query.order_by(Receipt.id.desc()).limit(PAGE + 1)).unique().all()


def customer(customer_id: int) -> Customer | None:
    """Return a customer whose money finance books."""
    return db.session.scalar(select(Customer).where(Customer.id == customer_id, Customer.voided_at.is_(None)))


def customer_named(text: str) -> int | None:
    """Return the one customer that a name or a number says."""
    key = company_names.normalise(text)
    query = select(Customer.id).where(
        Customer.voided_at.is_(None), (Customer.name_key == key) | (Customer.number == text.strip())
    )
    found: Sequence[int] = db.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def contract_of(contract_id: int, user: User) -> Contract | None:
    """Return one contract, if this person may see it; void ones too, for their money is moved away."""
    query = select(Contract).where(Contract.id == contract_id, access.seen_by(user))
    return db.session.scalar(query.options(selectinload(Contract.payment_nodes)))


def on_its_page(contract_id: int) -> Contract | None:
    """Return the contract on whose page a block stands: whoever shows the page has found it within sight."""
    return db.session.get(Contract, contract_id)


def opportunities_of(customer_id: int) -> Sequence[Opportunity]:
    """Return the open opportunities of a customer: whose contract an advance may be for."""
    query = select(Opportunity).where(
        Opportunity.customer_id == customer_id, Opportunity.status.in_(("open", "won"))
    )
    return db.session.scalars(query.order_by(Opportunity.id.desc()).limit(30)).unique().all()


def present(node_ids: Collection[int]) -> Sequence[PaymentNode]:
    """Return some instalments."""
    return db.session.scalars(select(PaymentNode).where(PaymentNode.id.in_(node_ids))).all()


def named(text: str | None, nodes: Sequence[OpenNode]) -> list[int]:
    """Return the contracts whose number a payer's text names, as a whole or by its last figures."""
    words = text or ""
    return list(
        {node.contract_id: None for node in nodes if node.number in words or node.number[-4:] in words}
    )


def names(ids: Collection[int]) -> dict[int, str]:
    """Return what some customers are called."""
    query = select(Customer.id, func.coalesce(Customer.short_name, Customer.full_name)).where(
        Customer.id.in_(ids)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}

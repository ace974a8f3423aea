"""Steps taken about instalments, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.db import db
from salesapp.payments.chasing.models import Chase
from salesapp.payments.chasing.rules import Interrupted, Kind
from salesapp.payments.receipts.models import Allocation, Receipt
from salesapp.payments.receipts.rules import Kind as Booked
from salesapp.web import clock


def of_node(node_id: int) -> Sequence[Chase]:
    """Return what was done about an instalment, the latest first."""
    query = select(Chase).where(Chase.node_id == node_id).options(joinedload(Chase.by))
    return db.session.scalars(query.order_by(Chase.id.desc()).limit(100)).unique().all()


def of_contract(contract_id: int) -> Sequence[Chase]:
    """Return what was done about the instalments of a contract, the latest of each first."""
    query = (
        select(Chase)
        .join(PaymentNode, PaymentNode.id == Chase.node_id)
        .where(PaymentNode.contract_id == contract_id)
    )
    query = query.options(joinedload(Chase.by), joinedload(Chase.node))
    return db.session.scalars(query.order_by(PaymentNode.seq, Chase.id.desc())).unique().all()


def interrupted(node_ids: Collection[int]) -> dict[int, Interrupted]:
    """Return what lets the claim on each of these instalments run anew: the latest payment, written promise and letter."""
    paid, promised, served = last_paid(node_ids), dict[int, date](), dict[int, date]()
    query = select(Chase.node_id, Chase.kind, func.max(Chase.at), func.max(Chase.served_on)).where(
        Chase.node_id.in_(node_ids),
        or_(Chase.kind == Kind.LETTER, and_(Chase.kind == Kind.PROMISE, Chase.written)),
    )
    for node_id, kind, at, served_on in db.session.execute(query.group_by(Chase.node_id, Chase.kind)):
        if kind == Kind.PROMISE:
            promised[node_id] = clock.local(at).date()
        elif served_on:
            served[node_id] = served_on
    return {one: Interrupted(paid.get(one), promised.get(one), served.get(one)) for one in node_ids}


def last_paid(node_ids: Collection[int]) -> dict[int, date]:
    """Return the day of the last payment on each of these instalments that nobody took back, nor matched elsewhere."""
    counter = aliased(Receipt)
    gone = select(counter.id).where(counter.of_id == Receipt.id, counter.kind == Booked.REVERSAL).exists()
    query = (
        select(Allocation.node_id, Receipt.received_on)
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Allocation.node_id.in_(node_ids), Receipt.kind == Booked.RECEIPT, ~gone)
        .group_by(Allocation.node_id, Receipt.id, Receipt.received_on)
        .having(func.sum(Allocation.amount) > 0)
        .order_by(Receipt.received_on)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def latest(node_ids: Collection[int], kind: Kind) -> dict[int, Chase]:
    """Return the latest step of a kind of each of these instalments."""
    newest = (
        select(func.max(Chase.id))
        .where(Chase.node_id.in_(node_ids), Chase.kind == kind)
        .group_by(Chase.node_id)
    )
    return {one.node_id: one for one in db.session.scalars(select(Chase).where(Chase.id.in_(newest)))}


def overdue_of(customer_id: int, today: date) -> Sequence[PaymentNode]:
    """Return the instalments of a customer that are overdue, less what bills in hand will bring."""
    query = (
        select(PaymentNode)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(
            Contract.customer_id == customer_id, Contract.status.in_(SIGNED_OR_LATER), PaymentNode.bare() > 0,
            PaymentNode.planned_on < today,
        )
        .options(joinedload(PaymentNode.contract))
    )  # fmt: skip
    return db.session.scalars(query.order_by(PaymentNode.planned_on, PaymentNode.id)).unique().all()


def promised(node_ids: Collection[int], today: date) -> dict[int, date]:
    """Return for which day to come payment of some instalments was promised last."""
    query = select(Chase.node_id, Chase.promised_on).where(
        Chase.node_id.in_(node_ids), Chase.promised_on.is_not(None)
    )
    last = {node_id: day for node_id, day in db.session.execute(query.order_by(Chase.id)) if day}
    return {node_id: day for node_id, day in last.items() if day >= today}

"""What an instalment received, what bills in hand will bring, read from the shares."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import selectinload

from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments.receipts.models import Allocation, Receipt


def shares(node_ids: Collection[int], today: date) -> dict[int, tuple[Decimal, Decimal]]:
    """Return what each instalment received until today, and what it will have of bills in hand."""
    now, later = Allocation.effective_on <= today, Allocation.effective_on > today
    query = (
        select(
            Allocation.node_id,
            func.coalesce(func.sum(case((now, Allocation.amount), else_=0)), 0),
            func.coalesce(func.sum(case((later, Allocation.amount), else_=0)), 0),
        )
        .where(Allocation.node_id.in_(node_ids))
        .group_by(Allocation.node_id)
    )
    zero = Decimal("0.00")
    found = {node_id: (got, hand) for node_id, got, hand in db.session.execute(query)}
    return {node_id: found.get(node_id, (zero, zero)) for node_id in node_ids}


def hold(node_ids: Collection[int]) -> None:
    """Hold the contracts of some instalments until the commit, in one order: none is voided or planned anew meanwhile."""
    ids = _contract_ids(node_ids)
    db.session.execute(
        select(Contract.id).where(Contract.id.in_(ids)).order_by(Contract.id).with_for_update()
    )


def _contract_ids(node_ids: Collection[int]) -> Select:
    return select(PaymentNode.contract_id).where(PaymentNode.id.in_(node_ids))


def contracts_of(node_ids: Collection[int]) -> Sequence[Contract]:
    """Return the contracts of some instalments, held until the commit."""
    hold(node_ids)
    query = select(Contract).where(Contract.id.in_(_contract_ids(node_ids)))
    query = query.options(selectinload(Contract.payment_nodes)).execution_options(populate_existing=True)
    return db.session.scalars(query.order_by(Contract.id)).unique().all()


def matured(since: date, today: date) -> Sequence[int]:
    """Return the instalments with shares of bills that came to count between two days."""
    query = (
        select(Allocation.node_id)
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .where(
            Allocation.effective_on > since,
            Allocation.effective_on <= today,
            Receipt.matures_on.is_not(None),
        )
    )
    return db.session.scalars(query.distinct()).all()

"""The open instalments of several customers in one look, for the bag."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments.access import owed

#: Instalments that a customer's card has room for.
MOST = 5


def open_of(customer_ids: Collection[int], user: User) -> Sequence[Row]:
    """Return the open instalments of each of some customers, what was due first on top, those without a day last."""
    order = (PaymentNode.planned_on.is_(None), PaymentNode.planned_on, PaymentNode.id)
    rank = func.row_number().over(partition_by=Contract.customer_id, order_by=order)
    ranked = (
        select(
            Contract.customer_id, Contract.number, PaymentNode.id, PaymentNode.seq, PaymentNode.kind, PaymentNode.condition,
            PaymentNode.planned_on, PaymentNode.amount, PaymentNode.received, PaymentNode.in_hand, PaymentNode.written_off,
            PaymentNode.contract_id, rank.label("rank"),
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), Contract.customer_id.in_(customer_ids), PaymentNode.still_open() > 0)
        .subquery()
    )  # fmt: skip
    query = select(ranked).where(ranked.c.rank <= MOST).order_by(ranked.c.customer_id, ranked.c.rank)
    return db.session.execute(query).all()

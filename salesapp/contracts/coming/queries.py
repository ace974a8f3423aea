"""Signed contracts whose hand-off is not sent yet, and instalments planned for the coming days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.handoff.rules import HandoffStatus
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import Customer
from salesapp.db import db

MOST = 20
_NAMED = (Contract.id, Contract.number, SHORT_CUSTOMER.label("customer"))


def handoffs(user: User) -> Sequence[Row]:
    """Return the hand-offs that a person sees coming, the earliest due first."""
    query = (
        select(*_NAMED, Handoff.due_on, User.name.label("owner"))
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(Handoff.status == HandoffStatus.OPEN, seen_by(user))
    )
    return db.session.execute(query.order_by(Handoff.due_on, Contract.id).limit(MOST)).all()


def instalments(user: User, first: date, last: date) -> Sequence[Row]:
    """Return the instalments of signed contracts that are planned between two days, the earliest first."""
    open_part = PaymentNode.still_open()
    query = (
        select(*_NAMED, PaymentNode.kind, open_part.label("amount"), PaymentNode.planned_on)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(PaymentNode, PaymentNode.contract_id == Contract.id)
        .where(Contract.status.in_(SIGNED_OR_LATER), seen_by(user))
        .where(PaymentNode.planned_on >= first, PaymentNode.planned_on <= last)
        .where(open_part > 0)
    )
    return db.session.execute(query.order_by(PaymentNode.planned_on, PaymentNode.id).limit(MOST)).all()

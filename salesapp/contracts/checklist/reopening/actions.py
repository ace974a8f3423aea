"""What a change of the customer opens again in the checklists of their contracts (R39, 4.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.contracts.checklist.reopening.rules import PARTY, reopened_by
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SUBMITTABLE
from salesapp.customers.models import Customer
from salesapp.db import db


def follow_customer(customer: Customer, changed: Collection[str], *, by: User, at: datetime) -> None:
    """Open the items that speak of the party again, in every contract of the customer that is not signed yet.

    An approval, running or given, has ended before: the contracts are back at their checklists.
    """
    numbers = reopened_by(name for name in changed if name in PARTY)
    if not numbers:
        return
    query = select(Contract).where(Contract.customer_id == customer.id, Contract.status.in_(SUBMITTABLE))
    for contract in db.session.scalars(query.order_by(Contract.id).with_for_update(of=Contract)).unique():
        contract.reopen(numbers)
        contract.updated_at = at

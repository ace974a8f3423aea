"""Telling opportunities what their contracts come to, in the transaction that changes it."""

from __future__ import annotations

from salesapp.contracts.models import Contract
from salesapp.contracts.worth import queries
from salesapp.db import db


def tell(*contracts: Contract) -> None:
    """Tell the opportunities of these contracts, and of their frameworks, what is in force now."""
    db.session.flush()
    frameworks = [contract.framework for contract in contracts if contract.framework is not None]
    for opportunity in {each.opportunity for each in (*contracts, *frameworks)}:
        if opportunity is not None:
            amount = queries.in_force(opportunity.id)
            limit = None if amount else queries.limit(opportunity.id)
            opportunity.record_contracted(amount, limit)

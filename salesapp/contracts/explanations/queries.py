"""Rounds through the clauses, found within what a person sees (R39)."""

from __future__ import annotations

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.explanations.models import Explanation
from salesapp.contracts.models import Contract
from salesapp.db import db


def contract_of(explanation_id: int, user: User) -> int | None:
    """Return the contract of one round, as far as a person sees it."""
    query = select(Contract.id).join(Explanation, Explanation.contract_id == Contract.id)
    return db.session.scalar(query.where(Explanation.id == explanation_id, seen_by(user)))


def sees(explanation_id: int, user: User) -> bool:
    """Tell whether a person sees what was kept with a round: whoever sees its contract."""
    return contract_of(explanation_id, user) is not None


def of_customer(customer_id: int, user: User) -> Select:
    """Select the rounds of a customer's contracts that a person sees: signatures are among the customer's files."""
    seen = select(Contract.id).where(Contract.customer_id == customer_id, seen_by(user))
    return select(Explanation.id).where(Explanation.contract_id.in_(seen))


def of(contract: Contract, explanation_id: int) -> Explanation | None:
    """Return one round of a contract."""
    return next((each for each in contract.explanations if each.id == explanation_id), None)

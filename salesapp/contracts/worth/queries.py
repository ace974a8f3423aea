"""What the contracts of an opportunity in force come to."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from salesapp.contracts.calloffs.rules import FRAMEWORK
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.db import Money, db


def in_force(opportunity_id: int) -> Decimal | None:
    """Return the sum of an opportunity's contracts in force, supplements in; nothing where there is none.

    A framework promises no money: what was called off from it counts, and what is a deal of its own counts there.
    """
    fen = type_coerce(Contract.amount, BigInteger)
    own = type_coerce(func.sum(case((Contract.kind == FRAMEWORK, 0), else_=fen)), Money)
    query = select(func.count(), own).where(Contract.opportunity_id == opportunity_id, _signed(Contract))
    many, total = db.session.execute(query).one()
    if not many:
        return None
    framework, calloff = aliased(Contract), aliased(Contract)
    called_off = (
        select(func.sum(calloff.amount))
        .join(framework, framework.id == calloff.framework_id)
        .where(framework.opportunity_id == opportunity_id, _signed(framework))
        .where(calloff.opportunity_id.is_(None), _signed(calloff))
    )
    return (total or Decimal(0)) + (db.session.scalar(called_off) or Decimal(0))


def limit(opportunity_id: int) -> Decimal | None:
    """Return how much may be called off from an opportunity's frameworks in force; nothing where there is none."""
    query = select(func.sum(Contract.amount)).where(
        Contract.opportunity_id == opportunity_id, Contract.kind == FRAMEWORK, _signed(Contract)
    )
    return db.session.scalar(query)


def _signed(contract: type[Contract]) -> ColumnElement[bool]:
    return contract.status.in_(SIGNED_OR_LATER)

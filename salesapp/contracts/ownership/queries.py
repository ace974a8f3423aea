"""Who answers for which contracts, read: of a person, of a customer, of an opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import EDITABLE, Status
from salesapp.db import db
from salesapp.web import clock


def unsigned() -> ColumnElement[bool]:
    """Return which contracts still wait for their signature."""
    return Contract.status.in_(EDITABLE)


def in_force(day: date) -> ColumnElement[bool]:
    """Return which contracts somebody still answers for on a day: not void, nor handed over and run out."""
    lasts = or_(Contract.ends_on.is_(None), Contract.ends_on >= day)
    return and_(Contract.status != Status.VOID, or_(Contract.status != Status.HANDED_OVER, lasts))


def running(now: datetime) -> Select:
    """Select the contracts that somebody still answers for: drafts too, and those handed over until they run out."""
    query = select(
        Contract.id, Contract.id.label("record"), Contract.number, Contract.name.label("words"), User.name.label("owner")
    ).join(User, User.id == Contract.owner_id)  # fmt: skip
    return query.where(in_force(clock.local(now).date())).order_by(Contract.id)


def these(ids: Sequence[int]) -> Sequence[Contract]:
    """Return some contracts with their owners, whoever asks."""
    query = select(Contract).where(Contract.id.in_(ids)).options(joinedload(Contract.owner))
    return db.session.scalars(query.order_by(Contract.id)).unique().all()

"""Who answers for which contracts, read: of a person, of a customer, of an opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.belongings.rules import Held, Of
from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import EDITABLE, Status
from salesapp.db import db
from salesapp.web import clock
from salesapp.web.addresses import address


def unsigned() -> ColumnElement[bool]:
    """Return which contracts still wait for their signature."""
    return Contract.status.in_(EDITABLE)


def in_force(day: date) -> ColumnElement[bool]:
    """Return which contracts somebody still answers for on a day: not void, nor handed over and run out."""
    lasts = or_(Contract.ends_on.is_(None), Contract.ends_on >= day)
    return and_(Contract.status != Status.VOID, or_(Contract.status != Status.HANDED_OVER, lasts))


def _within(query: Select, of: Of | None) -> Select:
    if of is None:
        return query
    return query.where((Contract.customer_id if of[0] == "customer" else Contract.opportunity_id) == of[1])


def _of(user_id: int | None, of: Of | None, condition: ColumnElement[bool]) -> Select:
    query = _within(select(Contract.id).where(condition), of)
    return query if user_id is None else query.where(Contract.owner_id == user_id)


def _read(ids: Select) -> list[Held]:
    query = select(Contract.id, Contract.number, Contract.name, User.name.label("owner"))
    query = query.join(User, User.id == Contract.owner_id).where(Contract.id.in_(ids)).order_by(Contract.id)
    return [
        Held(row.id, row.number, row.name, address("contracts.show", contract_id=row.id), row.owner)
        for row in db.session.execute(query)
    ]


def held(user_id: int | None, of: Of | None = None) -> list[Held]:
    """Return the contracts that a person still answers for, of one customer or opportunity where asked."""
    return _read(_of(user_id, of, in_force(clock.today())))


def ending(of: Of) -> list[Held]:
    """Return the contracts that end with their opportunity: those that nobody signed yet."""
    return _read(_of(None, of, unsigned()))


def hold(user_id: int | None, of: Of | None) -> None:
    """Hold contracts until the commit, in the order of their numbers: whoever decides on one of them waits."""
    query = _of(user_id, of, in_force(clock.today())).order_by(Contract.id).with_for_update()
    db.session.execute(query)


def these(ids: Sequence[int]) -> Sequence[Contract]:
    """Return some contracts with their owners, whoever asks."""
    query = select(Contract).where(Contract.id.in_(ids)).options(joinedload(Contract.owner))
    return db.session.scalars(query.order_by(Contract.id)).unique().all()


def answering_at(customer_id: int) -> Sequence[User]:
    """Return everybody who answers for a contract with a customer."""
    query = (
        select(User)
        .join(Contract, Contract.owner_id == User.id)
        .where(Contract.customer_id == customer_id, in_force(clock.today()), User.active)
    )
    return db.session.scalars(query).unique().all()

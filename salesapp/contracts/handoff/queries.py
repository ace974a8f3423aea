"""Hand-offs that somebody waits for, and those that are late (R41)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.contracts.handoff.models import Handoff, overdue
from salesapp.contracts.handoff.rules import WAITED_FOR
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.db import db


def open_handoffs() -> Sequence[Handoff]:
    """Return every hand-off that is not done, with its contract and the day of its signature, for the calendar."""
    query = (
        select(Handoff)
        .where(Handoff.status.in_(WAITED_FOR))
        .options(
            joinedload(Handoff.contract).joinedload(Contract.owner),
            joinedload(Handoff.contract).joinedload(Contract.signature),
        )
        .order_by(Handoff.due_on)
    )
    return db.session.scalars(query).unique().all()


def overdue_ids(today: date) -> Sequence[int]:
    """Return the ids of the hand-offs that are late and of which no supervisor was told yet (R41)."""
    query = select(Handoff.id).where(overdue(today), Handoff.escalated_at.is_(None))
    return db.session.scalars(query.order_by(Handoff.due_on, Handoff.id)).all()


def overdue_rows(today: date) -> Sequence[Row]:
    """Return what is told of the hand-offs that are late and of which no supervisor was told yet, longest first (R41)."""
    query = (
        select(
            Handoff.id, Handoff.due_on, Contract.number.label("contract"), Customer.full_name.label("customer"),
            Contract.owner_id, User.name.label("owner"),
        )
        .join(Contract, Contract.id == Handoff.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(overdue(today), Handoff.escalated_at.is_(None))
        .order_by(Handoff.due_on, Handoff.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def overdue_handoffs(today: date, ids: Collection[int]) -> Sequence[Handoff]:
    """Return those of some hand-offs that are late and of which no supervisor was told yet (R41)."""
    query = (
        select(Handoff)
        .where(Handoff.id.in_(ids), overdue(today), Handoff.escalated_at.is_(None))
        .options(joinedload(Handoff.contract).joinedload(Contract.owner))
        .order_by(Handoff.due_on)
    )
    return db.session.scalars(query).unique().all()


def hanging(now: datetime) -> Select:
    """Select the hand-offs that are not done as what hangs on contracts: (id, record, number, words, owner)."""
    query = select(
        Handoff.id, Handoff.contract_id.label("record"), Handoff.number, Contract.name.label("words"),
        User.name.label("owner"),
    )  # fmt: skip
    query = query.join(Contract, Contract.id == Handoff.contract_id).join(User, User.id == Contract.owner_id)
    return query.where(Handoff.status.in_(WAITED_FOR)).order_by(Handoff.id)


def these(ids: Collection[int]) -> Sequence[Handoff]:
    """Return some hand-offs."""
    return db.session.scalars(select(Handoff).where(Handoff.id.in_(ids)).order_by(Handoff.id)).all()

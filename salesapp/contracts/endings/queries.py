"""Contracts whose end nears, and those that go on in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.endings.models import ContractEnding
from salesapp.contracts.endings.rules import AHEAD, first_asked, has_come
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

EXPIRY = "contract_expiry"
SUBJECT = "contract_end"


def running(*wanted: object) -> Select:
    """Select the contracts that were handed over and of which it is not settled how they end."""
    ended = select(ContractEnding.id).where(ContractEnding.contract_id == Contract.id).exists()
    query = select(Contract).where(
        Contract.status == Status.HANDED_OVER, Contract.ends_on.is_not(None), ~ended
    )
    return query.where(*wanted)  # type: ignore[arg-type]


def askers() -> Select:
    """Select the ids of the contracts of which it is asked, sooner or later, what becomes of them."""
    return running().with_only_columns(Contract.id)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield for each contract, from sixty days before its last day on, the question what becomes of it."""
    query = (
        running(Contract.id.in_(ids))
        .join(Customer, Customer.id == Contract.customer_id)
        .with_only_columns(
            Contract.id,
            Contract.number,
            Contract.owner_id,
            Contract.ends_on,
            SHORT_CUSTOMER.label("customer"),
        )
    )
    for row in db.session.execute(query):
        shown = clock.at(first_asked(row.ends_on))
        yield Item(
            kind=EXPIRY, subject_type=SUBJECT, subject_id=row.id, user_id=row.owner_id, since=shown, shown_from=shown,
            due_at=clock.end_of(row.ends_on), facts={"customer": row.customer, "number": row.number},
        )  # fmt: skip


def _asking(**known: int) -> Select:
    return askers().where(*(getattr(Contract, name) == value for name, value in known.items()))


SOURCE = Source(
    subject_type=SUBJECT,
    derive=derive,
    askers=askers,
    about={"contract": Contract.id}.get,
    touched_by={
        Contract: Touch(lambda row: [row.id], ("status", "owner_id", "ends_on", "customer_id")),
        ContractEnding: Touch(lambda row: [row.contract_id]),
        Customer: Touch(lambda row: _asking(customer_id=row.id), CALLED_BY),
    },
)


def expiring(today: date) -> Sequence[Contract]:
    """Return the contracts whose last day is so near that their owner is written to."""
    query = running(Contract.ends_on >= today, Contract.ends_on <= today + timedelta(days=AHEAD[0]))
    return db.session.scalars(query.options(joinedload(Contract.owner), joinedload(Contract.customer))).all()


def come_ids(today: date) -> Sequence[int]:
    """Return the ids of the ends whose day has come and that were not carried out yet, the earliest first."""
    query = select(ContractEnding.id).where(*_come(today))
    return db.session.scalars(query.order_by(ContractEnding.ended_on, ContractEnding.id)).all()


def come(today: date, ids: Collection[int]) -> Sequence[ContractEnding]:
    """Return those of some ends whose day has come and that were not carried out yet, held until the commit."""
    query = select(ContractEnding).where(ContractEnding.id.in_(ids), *_come(today))
    query = query.join(Contract, Contract.id == ContractEnding.contract_id)
    query = query.order_by(ContractEnding.ended_on, ContractEnding.id)
    return db.session.scalars(query.with_for_update(of=(Contract, ContractEnding))).all()


def _come(today: date) -> tuple[ColumnElement[bool], ...]:
    return ContractEnding.carried_out_at.is_(None), has_come(ContractEnding.ended_on, today)


def successors(contract: Contract, user: User) -> Sequence[Contract]:
    """Return the other signed contracts with the same customer that a person sees: one of them goes on."""
    query = select(Contract).where(
        Contract.customer_id == contract.customer_id, Contract.id != contract.id,
        Contract.status.in_(SIGNED_OR_LATER), seen_by(user),
    )  # fmt: skip
    return db.session.scalars(query.order_by(Contract.id.desc())).all()

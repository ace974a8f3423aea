"""What is owed by age, read: sums of every bucket by customer or owner as of a day, and the instalments behind one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, null, select, type_coerce, union_all

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract, ContractVoiding
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.contracts.signing.models import ContractSignature
from salesapp.customers.models import Customer
from salesapp.db import Money, db
from salesapp.payments.ageing.rules import LIMITS, Bucket
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import Kind, Status
from salesapp.payments.receipts.models import Allocation
from salesapp.web import clock

MOST = 200


@dataclass(frozen=True, slots=True)
class Owed:
    """What is asked for: as of which day, by whom, of whom."""

    as_of: date
    today: date
    by_owner: bool = False
    customer_id: int | None = None
    owner_id: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether it is what stands now."""
        return self.as_of == self.today


def _parts(owed: Owed) -> tuple[ColumnElement[Any], ColumnElement[Any], list[ColumnElement[bool]]]:
    """Return the due day, what is open, and which contracts count, as of a day."""
    if owed.is_now:
        running = Contract.status.in_(SIGNED_OR_LATER)
        return (
            PaymentNode.planned_on.expression,
            PaymentNode.still_open(),
            [running, PaymentNode.still_open() > 0],
        )
    got = _sum(select(func.sum(Allocation.amount)).where(
        Allocation.node_id == PaymentNode.id, Allocation.effective_on <= owed.as_of))  # fmt: skip
    off = _sum(select(func.sum(Concession.amount)).where(
        Concession.node_id == PaymentNode.id, Concession.kind == Kind.WRITE_OFF, Concession.status == Status.DONE,
        Concession.done_on <= owed.as_of))  # fmt: skip
    left = type_coerce(PaymentNode.amount - got - off, Money)
    due = case((PaymentNode.met_on > owed.as_of, PaymentNode.expected_on), else_=PaymentNode.planned_on)
    evening = clock.end_of(owed.as_of)
    signed = select(ContractSignature.contract_id).where(ContractSignature.signed_on <= owed.as_of)
    void = select(ContractVoiding.contract_id).where(ContractVoiding.at <= evening)
    return due, left, [Contract.id.in_(signed), Contract.id.not_in(void), left > 0]


def _sum(query: Select) -> ColumnElement[Any]:
    return func.coalesce(query.scalar_subquery(), 0)


def _bucket(due: ColumnElement[Any], as_of: date) -> ColumnElement[str]:
    ladder = [(due >= as_of - timedelta(days=last), bucket.value) for bucket, last in LIMITS]
    return case((due.is_(None), Bucket.UNMET.value), *ladder, else_=Bucket.OVER.value)


def sums(user: User, owed: Owed, *, most: int) -> Sequence[Any]:
    """Return what is open of those who owe most, by bucket, and the sums of all: (id, name, bucket, amount).

    The rows of the sums have no id. It is reckoned once, in the database: a table of twenty thousand instalments is not
    carried over.
    """
    due, left, counted = _parts(owed)
    who = (Contract.owner_id if owed.by_owner else Contract.customer_id).label("who")
    inner = (
        select(who, _bucket(due, owed.as_of).label("bucket"), func.sum(left).label("amount"))
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(seen_by(user), *counted)
    )
    found = _of(inner, owed).group_by("who", "bucket").cte("aged")
    top = (
        select(found.c.who)
        .group_by(found.c.who)
        .order_by(func.sum(found.c.amount).desc(), found.c.who)
        .limit(most)
    )
    named, name = (User, User.name) if owed.by_owner else (Customer, SHORT_CUSTOMER)
    rows = (
        select(found.c.who, name.label("name"), found.c.bucket, found.c.amount)
        .join(named, named.id == found.c.who)
        .where(found.c.who.in_(top))
    )
    whole = select(null(), literal(""), found.c.bucket, func.sum(found.c.amount)).group_by(found.c.bucket)
    return db.session.execute(union_all(rows, whole)).all()


def _of(query: Select, owed: Owed) -> Select:
    if owed.customer_id is not None:
        query = query.where(Contract.customer_id == owed.customer_id)
    return query.where(Contract.owner_id == owed.owner_id) if owed.owner_id is not None else query


def rows(user: User, owed: Owed, bucket: Bucket | None) -> Sequence[Any]:
    """Return the instalments behind a figure, the oldest due first."""
    due, left, counted = _parts(owed)
    query = (
        select(
            PaymentNode.id, PaymentNode.seq, PaymentNode.kind, due.label("due_on"), left.label("open"), PaymentNode.amount,
            PaymentNode.in_hand, Contract.id.label("contract_id"), Contract.number, Contract.customer_id,
            SHORT_CUSTOMER.label("customer"), User.name.label("owner"),
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(seen_by(user), *counted)
    )  # fmt: skip
    if bucket is not None:
        query = query.where(_bucket(due, owed.as_of) == bucket.value)
    return db.session.execute(_of(query, owed).order_by(due, PaymentNode.id).limit(MOST)).all()

"""What is owed by age, read: sums of every bucket by customer or owner as of a day, and the instalments behind one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Label,
    Select,
    case,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.versions.queries import as_of
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import Customer
from salesapp.db import Money, db
from salesapp.payments.ageing.rules import LIMITS, Bucket, parted
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import Kind, Status
from salesapp.payments.nodes.queries import FAR
from salesapp.payments.receipts.models import Allocation
from salesapp.statements import as_made, kept
from salesapp.web import pages, params
from salesapp.web.pages import Page

#: How many instalments a page shows.
PAGE = 100
#: Whose it is, their name, and what is open by bucket.
Sums = tuple[int, str, dict[Bucket, Decimal]]


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
        return self.as_of is self.today or self.as_of == self.today


@dataclass(frozen=True, slots=True)
class _Counted:
    """Whose columns are read, when each is due, what is open of it and what bills in hand bring, and which rows count."""

    of: Any
    due: ColumnElement[Any]
    left: ColumnElement[Any]
    in_hand: ColumnElement[Any]
    counted: Sequence[ColumnElement[bool]]


def _parts(owed: Owed) -> _Counted:
    """Return what counts as of a day: what stands now, or the plan as it was and the money that was there then."""
    if owed.is_now:
        running = Contract.status.in_(SIGNED_OR_LATER)
        return _Counted(
            PaymentNode, PaymentNode.planned_on.expression, PaymentNode.still_open(), PaymentNode.in_hand.expression,
            [running, PaymentNode.is_open()],
        )  # fmt: skip
    then = as_of(owed.as_of).c
    got = _sum(select(func.sum(Allocation.amount)).where(
        Allocation.node_id == then.id, Allocation.effective_on <= owed.as_of))  # fmt: skip
    bills = _sum(select(func.sum(Allocation.amount)).where(
        Allocation.node_id == then.id, Allocation.effective_on > owed.as_of, Allocation.booked_on <= owed.as_of))  # fmt: skip
    off = _sum(select(func.sum(Concession.amount)).where(
        Concession.node_id == then.id, Concession.kind == Kind.WRITE_OFF, Concession.status == Status.DONE,
        Concession.done_on <= owed.as_of))  # fmt: skip
    left = type_coerce(then.amount - got - off, Money)
    return _Counted(then, then.planned_on, left, type_coerce(bills, Money), [left > 0])


def _sum(query: Select) -> ColumnElement[Any]:
    return func.coalesce(query.scalar_subquery(), 0)


def _bucket(due: ColumnElement[Any], as_of: date) -> ColumnElement[str]:
    ladder = [(due >= as_of - timedelta(days=last), bucket.value) for bucket, last in LIMITS]
    return case((due.is_(None), Bucket.UNMET.value), *ladder, else_=Bucket.OVER.value)


def sums(user: User, owed: Owed, *, most: int) -> tuple[list[Sums], Sums]:
    """Return what is open by bucket of those who owe most, and of all together.

    It is reckoned once, in the database: a table of twenty thousand instalments is not carried over.
    """
    since = _since(owed.as_of)
    query = (
        _summed_now(user, owed.today, owed.customer_id, owed.owner_id, most, *since, by_owner=owed.by_owner)
        if owed.is_now
        else _summed(user, owed, most, since)
    )
    rows = db.session.execute(*as_made(query)).all()
    found = {who: (name, _parted(row)) for who, name, *row in rows}
    total = found.pop(None)
    return [(who, *of) for who, of in found.items()], (0, *total)


def _since(as_of: date) -> list[date]:
    """Return the first day of each bucket that has a last one."""
    return [as_of - timedelta(days=last) for _bucket, last in LIMITS]


@kept
def _summed_now(
    user: User, today: date, customer_id: int | None, owner_id: int | None, most: int, *since: date, by_owner: bool
) -> CompoundSelect:  # fmt: skip
    return _summed(user, Owed(today, today, by_owner, customer_id, owner_id), most, since)


def _summed(user: User, owed: Owed, most: int, since: Sequence[date]) -> CompoundSelect:
    who = (Contract.owner_id if owed.by_owner else Contract.customer_id).label("who")
    aged = _added(user, owed, since, who).cte("aged")
    named, name = (User, User.name) if owed.by_owner else (Customer, SHORT_CUSTOMER)
    _who, *amounts = aged.c
    first = select(aged).order_by(aged.c.total.desc(), aged.c.who).limit(most).subquery()
    # Names are read of those alone: to all who owe anything PostgreSQL joined every customer.
    top = select(first.c.who, name.label("name"), *(first.c[one.name] for one in amounts))
    top = top.join(named, named.id == first.c.who)
    whole = select(null(), literal(""), *map(func.sum, amounts))
    return union_all(top, whole)


def whole(user: User, owed: Owed) -> dict[Bucket, Decimal]:
    """Return what is open by bucket, whoever owes it."""
    return _parted(db.session.execute(_added(user, owed, _since(owed.as_of))).one())


def _added(user: User, owed: Owed, since: Sequence[date], *who: Label[Any]) -> Select:
    """Select what is open by the days since when it is due: of each of those who owe it, or of all."""
    then = _parts(owed)
    added = (
        _columns(then.due, then.left, since)
        if owed.is_now
        else [then.due.label("due"), then.left.label("left")]
    )
    query = select(*who, *added).join(Contract, Contract.id == then.of.contract_id)
    query = _of(query.where(seen_by(user), *then.counted), owed)
    if owed.is_now:
        return query.group_by(*who)
    # As of a day before, what is left is a look-up of its own: it must not be made again for each of the sums.
    each = query.cte("each_one").prefix_with("MATERIALIZED").c
    named = [each[one.name] for one in who]
    return select(*named, *_columns(each.due, each.left, since)).group_by(*named)


def _columns(
    due: ColumnElement[Any], of: ColumnElement[Any], since: Sequence[date]
) -> list[ColumnElement[Any]]:
    """Return what is added up: all, what waits, what is due since the first day of each bucket.

    One look at each instalment and nothing to be sorted: that takes half as long as to group them by bucket.
    """
    left = func.sum(of)
    return [
        left.label("total"), left.filter(due.is_(None)).label("unmet"),
        *(left.filter(due >= day).label(f"since_{number}") for number, day in enumerate(since)),
    ]  # fmt: skip


def _parted(row: Sequence[Decimal | None]) -> dict[Bucket, Decimal]:
    total, unmet, *since = (amount or Decimal("0.00") for amount in row)
    return parted(total, unmet, since)


def _of(query: Select, owed: Owed) -> Select:
    if owed.customer_id is not None:
        query = query.where(Contract.customer_id == owed.customer_id)
    return query.where(Contract.owner_id == owed.owner_id) if owed.owner_id is not None else query


def rows(user: User, owed: Owed, bucket: Bucket | None, cursor: str | None = None) -> Page[Any]:
    """Return a page of the instalments behind a figure, the oldest due first, those without a day last."""
    then = _parts(owed)
    of, place = then.of, func.coalesce(then.due, FAR)
    query = (
        select(
            of.id, of.seq, of.kind, then.due.label("due_on"), then.left.label("open"), of.amount,
            then.in_hand.label("in_hand"), Contract.id.label("contract_id"), Contract.number, Contract.customer_id,
            SHORT_CUSTOMER.label("customer"), User.name.label("owner"),
        )
        .join(Contract, Contract.id == of.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(seen_by(user), *then.counted)
    )  # fmt: skip
    if bucket is not None:
        query = query.where(_bucket(then.due, owed.as_of) == bucket.value)
    after = pages.read(cursor, params.day, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(place, of.id, after, descending=False))
    found = db.session.execute(_of(query, owed).order_by(place, of.id).limit(PAGE + 1)).all()
    return pages.cut(found, PAGE, lambda row: (row.due_on or FAR, row.id))

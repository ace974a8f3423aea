"""What the pictures of money add up; what stands behind each bar is found by the same conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal, select, type_coerce, union_all

from salesapp.accounts.models import User
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.customers.models import Customer
from salesapp.db import Money, db
from salesapp.home.pictures.money.rules import UNMET, Due, days_of
from salesapp.payments.access import owed
from salesapp.payments.ageing import queries as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.payments.bills import queries as bills
from salesapp.payments.chasing.models import Chase
from salesapp.payments.chasing.rules import Kind
from salesapp.planner import off_index

MOST = 200
BARE, HELD = PaymentNode.bare(), bills.shares().subquery()


def aged(user: User, today: date) -> dict[Bucket, Decimal]:
    """Return what is owed now by age."""
    return ageing.whole(user, Owed(today, today))


def _promises(today: date) -> Any:
    """Select the latest promise of each instalment, where its day has not passed."""
    latest = select(func.max(Chase.id)).where(Chase.kind == Kind.PROMISE).group_by(Chase.node_id)
    promised = select(Chase.node_id, Chase.promised_on).where(
        Chase.id.in_(latest), Chase.promised_on >= today
    )
    return promised.subquery()


def _waiting(user: User, today: date, *columns: Any) -> tuple[Select, ColumnElement[Any]]:
    """Select what nobody has paid, and the day on which it is expected."""
    promise = _promises(today)
    day = func.coalesce(promise.c.promised_on, PaymentNode.planned_on)
    query = (
        select(*columns, day.label("day"))
        .select_from(PaymentNode)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .outerjoin(promise, promise.c.node_id == PaymentNode.id)
        .where(owed(user), PaymentNode.is_open(), BARE > 0)
    )
    return query, day


def _in_hand(user: User, today: date, *columns: Any) -> tuple[Select, ColumnElement[Any]]:
    """Select what bills in hand will bring, and the day on which they mature, whether they count already or not."""
    query = (
        select(*columns, HELD.c.matures_on.label("day"))
        .select_from(HELD)
        .join(PaymentNode, PaymentNode.id == HELD.c.node_id)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), HELD.c.matures_on > today)
    )
    return query, HELD.c.matures_on


def expected(user: User, today: date) -> list[Due]:
    """Return what is expected on each day: by the plan, with what was promised for another day moved there."""
    hand, on = _in_hand(user, today, func.sum(HELD.c.amount), func.count())
    zero = Decimal("0.00")
    found = [Due(day, sum_, zero, many) for day, sum_, many in db.session.execute(_planned(user))]
    for planned, promised, bare in db.session.execute(_promised(user, today)):
        found += [Due(planned, -bare, zero, -1), Due(promised, bare, zero, 1)]
    return found + [Due(day_, zero, sum_, many) for sum_, many, day_ in db.session.execute(hand.group_by(on))]


def _planned(user: User) -> Select:
    """Select what nobody has paid, day by day of the plan, as its index has it: nothing is sorted."""
    contracts = select(Contract.id).where(owed(user))
    bare = type_coerce(func.sum(BARE), Money)
    query = select(PaymentNode.planned_on, bare, func.count())
    query = query.where(PaymentNode.is_open(), BARE > 0, off_index(PaymentNode.contract_id).in_(contracts))
    return query.group_by(PaymentNode.planned_on)


def _promised(user: User, today: date) -> Select:
    """Select what nobody has paid and what was promised for a day of its own: the day of the plan, the promise, how much."""
    promise = _promises(today)
    return (
        select(PaymentNode.planned_on, promise.c.promised_on, BARE)
        .select_from(promise)
        .join(PaymentNode, PaymentNode.id == promise.c.node_id)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), PaymentNode.is_open(), BARE > 0)
    )


def behind(user: User, key: str, today: date) -> Sequence[Any]:
    """Return the instalments and bills in hand behind a bar, what is expected first on top, and one more than are shown."""
    named = (
        PaymentNode.id.label("node_id"), PaymentNode.seq.label("seq"), Contract.number.label("number"),
        Contract.customer_id.label("customer_id"), SHORT_CUSTOMER.label("customer"), User.name.label("owner"),
        PaymentNode.planned_on.label("planned_on"),
    )  # fmt: skip
    open_, day = _waiting(user, today, *named, BARE.label("amount"), literal("", String).label("bill"))
    hand, on = _in_hand(user, today, *named, HELD.c.amount.label("amount"), HELD.c.number.label("bill"))
    parts = []
    for query, column in ((open_, day), (hand, on)):
        joined = query.join(Customer, Customer.id == Contract.customer_id)
        parts.append(joined.join(User, User.id == Contract.owner_id).where(_within(column, key, today)))
    both = union_all(*parts).subquery()
    query = select(both).order_by(both.c.day, both.c.node_id).limit(MOST + 1)
    return db.session.execute(query).all()


def _within(day: ColumnElement[Any], key: str, today: date) -> ColumnElement[bool]:
    if key == UNMET:
        return day.is_(None)
    first, last = days_of(key, today)
    if first is None:
        return day <= last
    return day >= first if last is None else day.between(first, last)

"""Bills in hand: of which nobody has said yet whether they were paid, whichever day they count from (P15, P16)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, type_coerce, union_all
from sqlalchemy.orm import aliased, joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import Money, db
from salesapp.payments import access
from salesapp.payments.receipts.models import Allocation, BillHonour, Receipt
from salesapp.payments.receipts.rules import Kind
from salesapp.web import pages, params

PAGE = 50


def in_hand() -> Select:
    """Select the bills of which nobody has said yet whether they were paid; those that were taken back are gone."""
    answered = select(BillHonour.id).where(BillHonour.receipt_id == Receipt.id).exists()
    return select(Receipt.id).where(
        Receipt.kind == Kind.RECEIPT, Receipt.matures_on.is_not(None), ~answered, ~_taken_back(Receipt)
    )


def _taken_back(row: type[Receipt]) -> ColumnElement[bool]:
    counter = aliased(Receipt)
    return select(counter.id).where(counter.of_id == row.id, counter.kind == Kind.REVERSAL).exists()


def shares() -> Select:
    """Select what bills in hand bring to which instalment: the instalment, the bill, its number, its maturity, how much.

    What was paid back of a bill is taken off.
    """
    bill, back = aliased(Receipt), aliased(Receipt)
    refunds = select(back.id, back.of_id).where(
        back.kind == Kind.REFUND, back.of_id.in_(in_hand()), ~_taken_back(back)
    )
    rows = union_all(in_hand().add_columns(Receipt.id.label("bill_id")), refunds).subquery()
    return (
        select(
            Allocation.node_id.label("node_id"), bill.id.label("bill_id"), bill.number.label("number"),
            bill.matures_on.label("matures_on"), type_coerce(func.sum(Allocation.amount), Money).label("amount"),
        )
        .select_from(rows)
        .join(bill, bill.id == rows.c.bill_id)
        .join(Allocation, Allocation.receipt_id == rows.c.id)
        .group_by(Allocation.node_id, bill.id, bill.number, bill.matures_on)
        .having(func.sum(Allocation.amount) > 0)
    )  # fmt: skip


def holding() -> Select:
    """Select the instalments on which bills in hand lie."""
    return select(shares().subquery().c.node_id)


@dataclass(frozen=True, slots=True)
class Held:
    """What a bill in hand brings to an instalment."""

    bill_id: int
    number: str
    matures_on: date
    amount: Decimal


def of_nodes(node_ids: Collection[int]) -> dict[int, list[Held]]:
    """Return the bills in hand that lie on some instalments, what matures first on top."""
    found: dict[int, list[Held]] = {}
    held = shares().where(Allocation.node_id.in_(node_ids)).subquery()
    query = select(held).order_by(held.c.matures_on, held.c.bill_id)
    for node_id, bill_id, number, matures_on, amount in db.session.execute(query) if node_ids else ():
        found.setdefault(node_id, []).append(Held(bill_id, number, matures_on, amount))
    return found


def page(user: User, after: str | None) -> pages.Page[Receipt]:
    """Return one page of the bills in hand that a person sees, what matures first on top."""
    query = select(Receipt).where(Receipt.id.in_(in_hand()), access.receipts_seen(user))
    cursor = pages.read(after, params.day, params.record_id)
    if cursor is not None:
        query = query.where(pages.beyond(Receipt.matures_on, Receipt.id, cursor, descending=False))
    nodes = selectinload(Receipt.allocations).joinedload(Allocation.node).joinedload(PaymentNode.contract)
    query = query.options(joinedload(Receipt.customer), nodes, selectinload(Receipt.counters))
    rows: Sequence[Receipt] = (
        db.session.scalars(query.order_by(Receipt.matures_on, Receipt.id).limit(PAGE + 1)).unique().all()
    )
    return pages.cut(rows, PAGE, lambda row: (row.matures_on, row.id))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is in hand, what of it has matured and waits for an answer, and how many bills each of them are."""

    amount: Decimal
    matured: Decimal
    count: int
    matured_count: int


def sums(user: User, today: date) -> Sums:
    """Add up the bills in hand that a person sees."""
    due = Receipt.matures_on <= today
    amounts = (func.sum(Receipt.amount), func.sum(Receipt.amount).filter(due))
    query = select(
        *(type_coerce(func.coalesce(one, 0), Money) for one in amounts),
        func.count(),
        func.count().filter(due),
    ).where(Receipt.id.in_(in_hand()), access.receipts_seen(user))
    found: Any = db.session.execute(query).one()
    return Sums(*found)

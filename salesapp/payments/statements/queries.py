"""Statements and their rows, and the world they are matched against, read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments.receipts.models import Allocation, Receipt
from salesapp.payments.receipts.rules import Kind, OpenNode
from salesapp.payments.statements.matching.rules import key_of
from salesapp.payments.statements.models import (
    BankLayout,
    BankStatement,
    OwnAccount,
    PayerAlias,
    StatementRow,
)
from salesapp.payments.statements.proposals.rules import Money, World
from salesapp.payments.statements.rules import TO_DECIDE

PAGE = 100
CHUNK = 500
_counter = aliased(Receipt)


def is_open() -> ColumnElement[bool]:
    """Return the condition of the rows that somebody has to decide on: also those whose receipt was taken back."""
    taken_back = exists().where(_counter.of_id == StatementRow.receipt_id, _counter.kind == Kind.REVERSAL)
    return and_(StatementRow.what.in_(TO_DECIDE), or_(StatementRow.receipt_id.is_(None), taken_back))


def naming(now: datetime) -> Select:
    """Select the rows that wait and name a contract: (id, record, number, words, owner)."""
    return (
        select(
            StatementRow.id, StatementRow.statement_id.label("record"), Contract.number, StatementRow.words.label("words"),
            StatementRow.payer.label("owner"),
        )
        .join(Contract, StatementRow.words.contains(Contract.number))
        .where(is_open())
        .order_by(StatementRow.id)
    )  # fmt: skip


def statements() -> Sequence[tuple[BankStatement, int]]:
    """Return the latest statements, each with how many of its rows wait."""
    waiting = (
        select(func.count(StatementRow.id))
        .where(StatementRow.statement_id == BankStatement.id, is_open())
        .scalar_subquery()
    )
    query = select(BankStatement, waiting).options(joinedload(BankStatement.by))
    return [
        (one, count)
        for one, count in db.session.execute(query.order_by(BankStatement.id.desc()).limit(50)).unique()
    ]


def find(statement_id: int) -> BankStatement | None:
    """Return one statement."""
    return db.session.get(BankStatement, statement_id)


def rows_of(statement_id: int) -> Sequence[StatementRow]:
    """Return the rows of a statement, in its order."""
    query = select(StatementRow).where(StatementRow.statement_id == statement_id)
    receipt = joinedload(StatementRow.receipt)
    query = query.options(receipt.selectinload(Receipt.counters), receipt.joinedload(Receipt.by))
    return db.session.scalars(query.order_by(StatementRow.place)).unique().all()


def row(row_id: int, *, to_change: bool = False) -> StatementRow | None:
    """Return one row; to be changed, it is held until the commit: of two who book it the second finds it booked."""
    if to_change:
        db.session.execute(select(StatementRow.id).where(StatementRow.id == row_id).with_for_update())
    query = select(StatementRow).where(StatementRow.id == row_id)
    return db.session.scalar(
        query.options(joinedload(StatementRow.statement), selectinload(StatementRow.receipt))
    )


def open_rows(statement_id: int) -> list[Money]:
    """Return the rows of a statement that wait, as they are matched."""
    query = (
        select(
            StatementRow.id, StatementRow.amount, StatementRow.payer, StatementRow.account, StatementRow.words
        )
        .where(StatementRow.statement_id == statement_id, is_open())
        .order_by(StatementRow.place)
    )
    return [
        Money(row.id, row.amount, row.payer, row.account, row.words)
        for row in db.session.execute(query)
        if row.amount is not None
    ]


def known_marks(marks: Collection[str]) -> dict[str, int]:
    """Return which of these rows are there already."""
    found: dict[str, int] = {}
    listed = list(marks)
    for start in range(0, len(listed), CHUNK):
        query = select(StatementRow.mark, StatementRow.id).where(
            StatementRow.mark.in_(listed[start : start + CHUNK])
        )
        found |= {mark: row_id for mark, row_id in db.session.execute(query) if mark is not None}
    return found


def layout(heads: str) -> Mapping[str, int] | None:
    """Return which column is which in statements with this head line, once somebody said so."""
    return db.session.scalar(select(BankLayout.columns).where(BankLayout.heads == heads))


def own() -> tuple[set[str], set[str]]:
    """Return the keys of our own names and the numbers of our own accounts."""
    rows = db.session.execute(select(OwnAccount.account, OwnAccount.holder)).all()
    names = set(db.session.scalars(select(Contract.our_entity).distinct()))
    holders = {row.holder for row in rows if row.holder}
    return {key_of(name) for name in names | holders}, {row.account for row in rows}


def world(payers: Iterable[str]) -> World:
    """Return what rows are matched against: customers who owe or who are named, what is open, contracts by number."""
    query = (
        select(
            PaymentNode.id, PaymentNode.contract_id, Contract.number, PaymentNode.seq, PaymentNode.planned_on,
            PaymentNode.bare(), Contract.customer_id,
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(Contract.status.in_(SIGNED_OR_LATER), PaymentNode.bare() > 0)
        .order_by(PaymentNode.planned_on.is_(None), PaymentNode.planned_on, PaymentNode.id)
    )  # fmt: skip
    nodes: dict[int, list[OpenNode]] = {}
    for row in db.session.execute(query):
        nodes.setdefault(row[6], []).append(OpenNode(*row[:6]))
    numbers = select(Contract.number, Contract.id, Contract.customer_id, Contract.status)
    numbers = numbers.where(Contract.status.in_((*SIGNED_OR_LATER, Status.VOID)))
    contracts = {
        number: (one, whose, status == Status.VOID)
        for number, one, whose, status in db.session.execute(numbers)
    }
    names, accounts = own()
    customers = _customers(nodes, {key_of(payer) for payer in payers if payer})
    return World(customers, nodes, contracts, _advances(), names, accounts)


def _customers(owing: Collection[int], keys: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        query = select(Customer.name_key, Customer.id).where(
            Customer.name_key.in_(part), Customer.voided_at.is_(None)
        )
        found |= {row[0]: row[1] for row in db.session.execute(query)}
        aliases = select(PayerAlias.key, PayerAlias.customer_id).where(PayerAlias.key.in_(part))
        found |= {row[0]: row[1] for row in db.session.execute(aliases)}
    ids = list(owing)
    for start in range(0, len(ids), CHUNK):
        query = select(Customer.name_key, Customer.id).where(Customer.id.in_(ids[start : start + CHUNK]))
        found |= {row[0]: row[1] for row in db.session.execute(query)}
    return found


def _advances() -> dict[int, Decimal]:
    """Return which customers have an advance, and how much."""
    shared = (
        select(Allocation.receipt_id, func.sum(Allocation.amount).label("amount"))
        .group_by(Allocation.receipt_id)
        .subquery()
    )
    left = func.sum(Receipt.amount) - func.coalesce(func.sum(shared.c.amount), 0)
    query = select(Receipt.customer_id, func.sum(Receipt.amount), func.sum(shared.c.amount)).outerjoin(
        shared, shared.c.receipt_id == Receipt.id
    )
    found = db.session.execute(query.group_by(Receipt.customer_id).having(left > 0))
    return {whose: paid - (matched or Decimal(0)) for whose, paid, matched in found}


def with_advance(customer_id: int, amount: Decimal) -> Receipt | None:
    """Return the receipt of a customer whose advance pays a refund of this amount, the earliest."""
    query = (
        select(Receipt)
        .where(Receipt.customer_id == customer_id, Receipt.kind == Kind.RECEIPT)
        .order_by(Receipt.id)
    )
    return next((one for one in db.session.scalars(query) if one.advance >= amount), None)


def alias(key: str) -> PayerAlias | None:
    """Return whose name this is, where finance said so."""
    return db.session.scalar(select(PayerAlias).where(PayerAlias.key == key))


def waiting() -> int:
    """Count the rows of all statements that somebody has to decide on."""
    return db.session.scalar(select(func.count(StatementRow.id)).where(is_open())) or 0

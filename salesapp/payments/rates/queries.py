"""What the rates of collection are reckoned from, read as far as a person sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import CTE, ColumnElement, Select, case, func, select, type_coerce, union

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.versions.queries import as_of, in_force
from salesapp.db import Money, db
from salesapp.payments.access import receipts_seen
from salesapp.payments.invoices.models import Invoice
from salesapp.payments.rates.rules import Moved, Node
from salesapp.payments.receipts.models import Allocation, Receipt
from salesapp.payments.rules import NOTHING

#: Stands for all instalments that a month did not move.
OTHERS = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the rates of a month are reckoned from, instalments as they were at its end; what it did not move is one sum.

    ``invoiced`` and ``paid_on_invoiced`` hold every instalment that the month moved from its beginning; what all others
    owe of what was invoiced on them is one row of ``invoiced``.
    """

    #: The instalments that are due in the month, who runs each, and what was paid on them by its end.
    nodes: Sequence[Node]
    owners: dict[int, str]
    paid: Sequence[Moved]
    #: Who runs what was signed.
    names: Sequence[str]
    #: What was signed, and what was received on that.
    signed: Decimal
    paid_in_all: Decimal
    #: All money of the month.
    received: Sequence[Moved]
    invoiced: Sequence[Moved]
    paid_on_invoiced: Sequence[Moved]


def known(user: User, first: date, last: date) -> Known:
    """Return what the rates of a month are reckoned from."""
    then, seen = as_of(last), seen_by(user)
    due = then.c.planned_on >= first, then.c.planned_on <= last
    of_each = select(User.name).select_from(then).join(Contract, Contract.id == then.c.contract_id)
    of_each = of_each.join(User, User.id == Contract.owner_id).where(seen)
    rows = db.session.execute(
        of_each.with_only_columns(then.c.id, then.c.planned_on, then.c.amount, User.name).where(*due)
    ).all()
    signed = db.session.execute(
        of_each.with_only_columns(User.name, func.sum(then.c.amount)).group_by(User.name).order_by(User.name)
    ).all()
    paid, invoiced, moving = _paid(then, last), _invoiced(seen, last), _moving(first, last)
    paid_seen = paid.join(Contract, Contract.id == then.c.contract_id).where(seen)
    received = select(Receipt.booked_on, Receipt.amount).where(
        receipts_seen(user), Receipt.booked_on >= first, Receipt.booked_on <= last
    )
    return Known(
        nodes=[Node(row[0], row[1], row[2]) for row in rows],
        owners={row[0]: row[3] for row in rows},
        paid=_moved(paid_seen.where(*due)),
        names=[name for name, _amount in signed],
        signed=sum((amount for _name, amount in signed), NOTHING),
        paid_in_all=_sum(paid_seen.with_only_columns(func.sum(Allocation.amount))),
        received=[Moved(None, row[0], row[1]) for row in db.session.execute(received)],
        invoiced=[
            *_moved(invoiced.where(Invoice.node_id.in_(moving))),
            *_moved(invoiced.where(Invoice.node_id.is_(None))),
            _standing(paid, invoiced, first, last),
        ],
        paid_on_invoiced=_moved(paid_seen.where(Allocation.node_id.in_(moving))),
    )


def _paid(then: CTE, last: date) -> Select:
    return (
        select(Allocation.node_id, Allocation.effective_on, Allocation.amount)
        .join(then, then.c.id == Allocation.node_id)
        .where(Allocation.effective_on <= last)
    )


def _invoiced(seen: ColumnElement[bool], last: date) -> Select:
    return (
        select(Invoice.node_id, Invoice.issued_on, Invoice.amount)
        .join(Contract, Contract.id == Invoice.contract_id)
        .where(seen, Contract.id.in_(in_force(last)), Invoice.issued_on <= last)
    )


def _moving(first: date, last: date) -> Select:
    """Select the instalments that money or an invoice of a month moved."""
    got = select(Allocation.node_id).where(Allocation.effective_on >= first, Allocation.effective_on <= last)
    issued = select(Invoice.node_id).where(
        Invoice.issued_on >= first, Invoice.issued_on <= last, Invoice.node_id.is_not(None)
    )
    return select(union(got, issued).subquery().c.node_id)


def _standing(paid: Select, invoiced: Select, first: date, last: date) -> Moved:
    """Return, as one invoice of before, what all instalments owe that the month did not move."""
    moving = _moving(first, last)
    asked = invoiced.where(Invoice.node_id.is_not(None), Invoice.node_id.not_in(moving))
    of = asked.with_only_columns(Invoice.node_id, func.sum(Invoice.amount).label("fen"))
    got = paid.where(Allocation.node_id.not_in(moving))
    got = got.with_only_columns(Allocation.node_id, func.sum(Allocation.amount).label("fen"))
    owed, had = of.group_by(Invoice.node_id).subquery(), got.group_by(Allocation.node_id).subquery()
    left = owed.c.fen - func.coalesce(had.c.fen, 0)
    query = select(type_coerce(func.sum(case((left > 0, left), else_=0)), Money))
    owes = _sum(query.select_from(owed).outerjoin(had, had.c.node_id == owed.c.node_id))
    return Moved(OTHERS, date.fromordinal(first.toordinal() - 1), owes)


def _moved(query: Select) -> list[Moved]:
    return [Moved(*row) for row in db.session.execute(query)]


def _sum(query: Select) -> Decimal:
    found: Decimal | None = db.session.scalar(query)
    return NOTHING if found is None else found

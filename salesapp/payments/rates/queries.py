"""What the rates of collection are reckoned from, read as far as a person sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.versions.queries import as_of, in_force
from salesapp.db import db
from salesapp.payments.access import receipts_seen
from salesapp.payments.invoices.models import Invoice
from salesapp.payments.rates.rules import Moved, Node
from salesapp.payments.receipts.models import Allocation, Receipt


@dataclass(frozen=True, slots=True)
class Known:
    """What is known by the end of a month: instalments as they were then, money on them, all money, invoices; and whose."""

    nodes: Sequence[Node]
    paid: Sequence[Moved]
    received: Sequence[Moved]
    invoiced: Sequence[Moved]
    #: Who runs each instalment.
    owners: dict[int, str]


def known(user: User, last: date) -> Known:
    """Return all that the rates of a month are reckoned from."""
    then, seen = as_of(last), seen_by(user)
    node_rows = db.session.execute(
        select(then.c.id, then.c.planned_on, then.c.amount, User.name)
        .join(Contract, Contract.id == then.c.contract_id)
        .join(User, User.id == Contract.owner_id)
        .where(seen)
    ).all()
    paid = (
        select(Allocation.node_id, Allocation.effective_on, Allocation.amount)
        .join(then, then.c.id == Allocation.node_id)
        .join(Contract, Contract.id == then.c.contract_id)
        .where(seen, Allocation.effective_on <= last)
    )
    received = select(Receipt.booked_on, Receipt.amount).where(receipts_seen(user), Receipt.booked_on <= last)
    invoiced = (
        select(Invoice.node_id, Invoice.issued_on, Invoice.amount)
        .join(Contract, Contract.id == Invoice.contract_id)
        .where(seen, Contract.id.in_(in_force(last)), Invoice.issued_on <= last)
    )
    return Known(
        nodes=[Node(row[0], row[1], row[2]) for row in node_rows],
        paid=[Moved(row[0], row[1], row[2]) for row in db.session.execute(paid)],
        received=[Moved(None, row[0], row[1]) for row in db.session.execute(received)],
        invoiced=[Moved(row[0], row[1], row[2]) for row in db.session.execute(invoiced)],
        owners={row[0]: row[3] for row in node_rows},
    )

"""What moved the account of a customer: instalments that fell due, money that came and went, what was written off."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import NodeKind
from salesapp.contracts.payments.versions.queries import of_customer
from salesapp.contracts.payments.versions.rules import charges
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments.access import of_a_contract, sees_all
from salesapp.payments.balances.rules import Basis, Move, Side
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import Kind as Asked
from salesapp.payments.concessions.rules import Status
from salesapp.payments.invoices.models import Invoice
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.receipts.rules import Kind
from salesapp.words import gettext as _
from salesapp.words import pgettext


def customer(customer_id: int, user: User) -> Customer | None:
    """Return a customer whose account a person sees."""
    query = select(Customer).where(Customer.id == customer_id)
    if not sees_all(user):
        query = query.where(or_(Customer.owner_id == user.id, of_a_contract(Customer.id, user)))
    return db.session.scalar(query)


def moves(customer_id: int, basis: Basis = Basis.DUE) -> Iterator[Move]:
    """Yield what moved the account of a customer."""
    yield from _issued(customer_id) if basis is Basis.INVOICE else _due(customer_id)
    yield from _paid(customer_id)


def _due(customer_id: int) -> Iterator[Move]:
    """Yield the instalments of signed contracts by their due day, and on its own day what a later plan changed of that.

    What an account said of a month that is over stays so: a supplement or a voiding is a row of the day on which it counts.
    """
    for one in of_customer(customer_id):
        words = f"{_('%(number)s node %(seq)s', number=one.number, seq=one.seq)} {NodeKind(one.kind).label}"
        due = {version.due_on for version in one.versions}
        for on, amount in charges(one.versions):
            yield Move(on, Side.CHARGE, amount, _said(words, on, amount, due, one.void_on))


def _said(words: str, on: date, amount: Decimal, due: Container[date | None], void_on: date | None) -> str:
    if on == void_on and amount < 0:
        return f"{words} · {_('contract void')}"
    return words if amount > 0 and on in due else f"{words} · {_('plan changed')}"


def _issued(customer_id: int) -> Iterator[Move]:
    """Yield the invoices by the day on which they were issued; a red one charges less, of a void contract, too."""
    query = (
        select(Invoice.issued_on, Invoice.amount, Invoice.number, Contract.number)
        .join(Contract, Contract.id == Invoice.contract_id)
        .where(Contract.customer_id == customer_id)
        .order_by(Invoice.id)
    )
    for on, amount, number, contract in db.session.execute(query):
        kind = _("Red invoice") if amount < 0 else _("Invoice")
        yield Move(on, Side.CHARGE, amount, f"{kind} {number} · {contract}")


def _paid(customer_id: int) -> Iterator[Move]:
    """Yield what came in, went back and was written off."""
    for row in db.session.scalars(select(Receipt).where(Receipt.customer_id == customer_id)):
        back = row.kind == Kind.REFUND or (
            row.kind == Kind.REVERSAL and row.of is not None and row.of.kind == Kind.REFUND
        )
        words = " ".join(filter(None, (Kind(row.kind).label, row.number, row.reason)))
        yield Move(
            row.booked_on, Side.REFUND if back else Side.RECEIPT, -row.amount if back else row.amount, words
        )
    given_up = select(Concession).where(
        Concession.customer_id == customer_id,
        Concession.kind == Asked.WRITE_OFF,
        Concession.status == Status.DONE,
    )
    for one in db.session.scalars(given_up):
        if one.done_on is not None:
            yield Move(
                one.done_on, Side.RECEIPT, one.amount, f"{pgettext('money', 'Write-off')} {one.number}"
            )

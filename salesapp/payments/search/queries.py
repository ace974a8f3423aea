"""Receipts in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments.access import receipts_seen
from salesapp.payments.invoices.models import Invoice, InvoiceRequest
from salesapp.payments.receipts.models import Receipt
from salesapp.web.formats import yuan
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the receipts that a person sees by their number or their payer, the latest first."""
    found = or_(
        func.lower(Receipt.number).contains(term, autoescape=True),
        func.lower(Receipt.payer).contains(term, autoescape=True),
    )
    query = (
        select(Receipt.id, Receipt.number, Receipt.amount, Receipt.payer, SHORT_CUSTOMER)
        .join(Customer, Customer.id == Receipt.customer_id)
        .where(found, receipts_seen(user))
        .order_by(Receipt.id.desc())
        .limit(limit)
    )
    return [
        Hit(f"¥{yuan(amount)} {customer}", " · ".join(filter(None, (number, payer))), number, row_id)
        for row_id, number, amount, payer, customer in db.session.execute(query)
    ]


def find_invoices(term: str, user: User, limit: int) -> list[Hit]:
    """Return the requests for invoices that a person sees by their number or that of an invoice, the latest first."""
    issued = select(Invoice.request_id).where(Invoice.number.contains(term, autoescape=True))
    found = or_(
        func.lower(InvoiceRequest.number).contains(term, autoescape=True), InvoiceRequest.id.in_(issued)
    )
    query = (
        select(
            InvoiceRequest.id,
            InvoiceRequest.number,
            InvoiceRequest.amount,
            InvoiceRequest.title,
            Contract.number,
        )
        .join(Contract, Contract.id == InvoiceRequest.contract_id)
        .where(found, seen_by(user))
        .order_by(InvoiceRequest.id.desc())
        .limit(limit)
    )
    return [
        Hit(f"¥{yuan(amount)} {title}", f"{number} · {contract}", number, row_id)
        for row_id, number, amount, title, contract in db.session.execute(query)
    ]

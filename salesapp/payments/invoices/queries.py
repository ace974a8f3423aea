"""Requests for invoices and invoices, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments.invoices.models import Invoice, InvoiceRequest
from salesapp.payments.invoices.rules import COUNTED, TO_ISSUE, Status, View
from salesapp.statements import kept

PAGE = 50


def find(request_id: int, user: User, *, to_change: bool = False) -> InvoiceRequest | None:
    """Return one request with its lines and invoices, if this person sees its contract."""
    if to_change:
        held = select(InvoiceRequest.id).where(InvoiceRequest.id == request_id).with_for_update()
        db.session.execute(held)
    query = select(InvoiceRequest).join(Contract, Contract.id == InvoiceRequest.contract_id)
    query = query.where(InvoiceRequest.id == request_id, seen_by(user))
    parts = selectinload(InvoiceRequest.invoices).selectinload(Invoice.reds)
    return db.session.scalar(
        query.options(joinedload(InvoiceRequest.by), selectinload(InvoiceRequest.lines), parts)
    )


def contract(contract_id: int, user: User) -> Contract | None:
    """Return a signed contract that a person sees, held: of two who ask for its last fen the second waits."""
    query = select(Contract).where(
        Contract.id == contract_id, Contract.status.in_(SIGNED_OR_LATER), seen_by(user)
    )
    return db.session.scalar(query.options(selectinload(Contract.payment_nodes)))


def hold(contract_id: int) -> None:
    """Hold a contract until the commit."""
    db.session.execute(select(Contract.id).where(Contract.id == contract_id).with_for_update())


def asked(contract_id: int, node_id: int | None = None) -> Decimal:
    """Return what is requested of a contract, or of one instalment, red ones taken off."""
    requests = select(func.coalesce(func.sum(InvoiceRequest.amount), 0)).where(
        InvoiceRequest.contract_id == contract_id, InvoiceRequest.status.in_(COUNTED)
    )
    red = select(func.coalesce(func.sum(Invoice.amount), 0)).where(
        Invoice.contract_id == contract_id, Invoice.amount < 0
    )
    if node_id is not None:
        requests, red = (
            requests.where(InvoiceRequest.node_id == node_id),
            red.where(Invoice.node_id == node_id),
        )
    return (db.session.scalar(requests) or Decimal(0)) + (db.session.scalar(red) or Decimal(0))


def unissued(now: datetime) -> Select:
    """Select the requests on which nothing was issued yet: (id, record, number, words, owner)."""
    return _hanging(InvoiceRequest.status.in_((Status.ASKED, Status.RETURNED)))


def in_force(now: datetime) -> Select:
    """Select the requests on which more was issued than red ones took back: (id, record, number, words, owner)."""
    net = select(func.sum(Invoice.amount)).where(Invoice.request_id == InvoiceRequest.id).scalar_subquery()
    return _hanging(net > 0)


def _hanging(condition: ColumnElement[bool]) -> Select:
    query = select(
        InvoiceRequest.id, InvoiceRequest.id.label("record"), InvoiceRequest.number, InvoiceRequest.title.label("words"),
        User.name.label("owner"),
    ).join(User, User.id == InvoiceRequest.by_id)  # fmt: skip
    return query.where(condition).order_by(InvoiceRequest.id)


def these(ids: Collection[int]) -> Sequence[InvoiceRequest]:
    """Return some requests, held in one order."""
    query = select(InvoiceRequest).where(InvoiceRequest.id.in_(ids)).order_by(InvoiceRequest.id)
    return db.session.scalars(query.with_for_update()).unique().all()


def numbered(number: str) -> Invoice | None:
    """Return the invoice that has a number already."""
    return db.session.scalar(select(Invoice).where(Invoice.number == number))


def invoice(invoice_id: int, request: InvoiceRequest) -> Invoice | None:
    """Return one invoice of a request."""
    return next((one for one in request.invoices if one.id == invoice_id), None)


@dataclass(frozen=True, slots=True)
class Glance:
    """What of a contract is requested and issued."""

    requested: Decimal
    issued: Decimal


def glance(contract_id: int) -> Glance:
    """Return what of a contract is requested and what is issued, red ones taken off."""
    return glance_of(db.session.execute(*requested_and_issued(contract_id)).one())


def glance_of(row: Any) -> Glance:
    """Return what a row of :func:`requested_and_issued` tells."""
    return Glance(row.requested or Decimal(0), row.issued or Decimal(0))


@kept
def requested_and_issued(contract_id: int) -> Select:
    """Select what of a contract is requested and what is issued, red ones taken off."""
    requested = select(func.sum(InvoiceRequest.amount)).where(
        InvoiceRequest.contract_id == contract_id, InvoiceRequest.status.in_(COUNTED)
    )
    issued = select(func.sum(Invoice.amount)).where(Invoice.contract_id == contract_id)
    return select(requested.scalar_subquery().label("requested"), issued.scalar_subquery().label("issued"))


def of_contract(contract_id: int) -> Sequence[InvoiceRequest]:
    """Return the requests of a contract, the latest first."""
    query = select(InvoiceRequest).where(InvoiceRequest.contract_id == contract_id)
    query = query.options(joinedload(InvoiceRequest.invoices), joinedload(InvoiceRequest.node))
    return db.session.scalars(query.order_by(InvoiceRequest.id.desc()).limit(50)).unique().all()


@kept
def requests(contract_id: int) -> Select:
    """Select the requests of a contract, the latest first: a row for each invoice that was issued on it, or one for none."""
    latest = (
        select(
            InvoiceRequest.id, InvoiceRequest.number, InvoiceRequest.amount, InvoiceRequest.status, InvoiceRequest.node_id,
        )
        .where(InvoiceRequest.contract_id == contract_id)
        .order_by(InvoiceRequest.id.desc())
        .limit(50)
        .subquery()
    )  # fmt: skip
    query = select(
        latest.c.id, latest.c.number, latest.c.amount, latest.c.status, PaymentNode.seq, Invoice.number.label("invoice")
    ).outerjoin(PaymentNode, PaymentNode.id == latest.c.node_id)  # fmt: skip
    return query.outerjoin(Invoice, Invoice.request_id == latest.c.id).order_by(
        latest.c.id.desc(), Invoice.id
    )


def page(user: User, view: View, text: str, before: int | None) -> Sequence[Any]:
    """Return one page of requests and one more, the latest first."""
    query = (
        select(
            InvoiceRequest.id, InvoiceRequest.number, InvoiceRequest.amount, InvoiceRequest.status, InvoiceRequest.title,
            InvoiceRequest.at, Contract.number.label("contract"), Contract.id.label("contract_id"),
            SHORT_CUSTOMER.label("customer"), User.name.label("asker"),
        )
        .join(Contract, Contract.id == InvoiceRequest.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == InvoiceRequest.by_id)
        .where(seen_by(user))
    )  # fmt: skip
    wanted = {
        View.OPEN: TO_ISSUE,
        View.RETURNED: (Status.RETURNED,),
        View.ISSUED: (Status.ISSUED, Status.PART),
    }.get(view)
    if view is View.OPEN:
        query = query.where(Contract.status.in_(SIGNED_OR_LATER))
    if wanted is not None:
        query = query.where(InvoiceRequest.status.in_(wanted))
    if text:
        issued = select(Invoice.request_id).where(Invoice.number.contains(text, autoescape=True))
        found = [
            column.icontains(text, autoescape=True)
            for column in (InvoiceRequest.number, InvoiceRequest.title, Contract.number)
        ]
        query = query.where(or_(*found, InvoiceRequest.id.in_(issued)))
    if before is not None:
        query = query.where(InvoiceRequest.id < before)
    return db.session.execute(query.order_by(InvoiceRequest.id.desc()).limit(PAGE + 1)).all()

"""What requests for invoices ask for: finance issues them, whoever asked mends what was returned."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Select, case, func, select

from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.payments.invoices.models import Invoice, InvoiceRequest
from salesapp.payments.invoices.queries import glance
from salesapp.payments.invoices.rules import TO_ISSUE, Status, too_much_issued
from salesapp.payments.rules import NOTHING
from salesapp.rights.rules import Role
from salesapp.work.kinds.rules import Item, Source, Touch

REQUEST, ISSUE, RETURNED = "invoice_request", "invoice_to_issue", "invoice_returned"
INVOICED, RED = "invoiced_contract", "invoice_to_take_back"


def askers() -> Select:
    """Select the requests that are to be issued or were returned."""
    query = select(InvoiceRequest.id).join(Contract, Contract.id == InvoiceRequest.contract_id)
    running = Contract.status.in_(SIGNED_OR_LATER)
    return query.where(InvoiceRequest.status.in_((*TO_ISSUE, Status.RETURNED)), running)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these requests ask for now."""
    query = (
        askers()
        .add_columns(
            InvoiceRequest.number, InvoiceRequest.amount, InvoiceRequest.status, InvoiceRequest.reason, InvoiceRequest.at,
            InvoiceRequest.answered_at, Contract.number.label("contract"), Contract.owner_id, SHORT_CUSTOMER.label("customer"),
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .where(InvoiceRequest.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        back = row.status == Status.RETURNED
        since = (row.answered_at or row.at) if back else row.at
        facts = {
            "number": row.number, "amount": f"{row.amount:,.2f}", "customer": row.customer, "contract": row.contract,
            "reason": row.reason or "",
        }  # fmt: skip
        yield Item(
            kind=RETURNED if back else ISSUE, subject_type=REQUEST, subject_id=row.id, since=since, shown_from=since, due_at=None,
            user_id=row.owner_id if back else None, role=None if back else Role.FINANCE, facts=facts,
        )  # fmt: skip


def issued_too_much() -> Select:
    """Select the contracts on which more is issued than they are worth now: nothing, once they are void (P20, P22)."""
    issued = select(func.sum(Invoice.amount)).where(Invoice.contract_id == Contract.id).scalar_subquery()
    worth = case((Contract.status.in_(SIGNED_OR_LATER), Contract.amount), else_=0)
    return select(Contract.id).where(issued > worth)


def to_take_back(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these contracts ask of finance: red invoices over what is issued above what they are worth."""
    query = (
        issued_too_much()
        .add_columns(
            Contract.number,
            Contract.status,
            Contract.amount,
            Contract.updated_at,
            SHORT_CUSTOMER.label("customer"),
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .where(Contract.id.in_(ids))
    )
    for row in db.session.execute(query):
        worth = row.amount if row.status in SIGNED_OR_LATER else NOTHING
        gap = too_much_issued(contract=worth, issued=glance(row.id).issued)
        facts = {"number": row.number, "gap": f"{gap:,.2f}", "customer": row.customer}
        yield Item(
            kind=RED, subject_type=INVOICED, subject_id=row.id, since=row.updated_at, shown_from=row.updated_at, due_at=None,
            role=Role.FINANCE, facts=facts,
        )  # fmt: skip


def _of_contract(contract: Contract) -> Select:
    return select(InvoiceRequest.id).where(InvoiceRequest.contract_id == contract.id)


TOO_MUCH = Source(
    subject_type=INVOICED,
    derive=to_take_back,
    askers=issued_too_much,
    about={
        "contract": Contract.id, "customer": Contract.customer_id, "opportunity": Contract.opportunity_id
    }.get,
    touched_by={
        Invoice: Touch(lambda row: [row.contract_id]),
        Contract: Touch(lambda row: [row.id], ("status", "amount", "updated_at")),
        Customer: Touch(lambda row: issued_too_much().where(Contract.customer_id == row.id), CALLED_BY),
    },
)  # fmt: skip

SOURCE = Source(
    subject_type=REQUEST,
    derive=derive,
    askers=askers,
    about=lambda kind: {
        "contract": InvoiceRequest.contract_id, "customer": Contract.customer_id, "opportunity": Contract.opportunity_id
    }.get(kind),
    touched_by={
        InvoiceRequest: Touch(lambda row: [row.id]),
        Contract: Touch(_of_contract, ("owner_id", "status", "customer_id")),
        Customer: Touch(lambda row: askers().where(Contract.customer_id == row.id), CALLED_BY),
    },
)  # fmt: skip

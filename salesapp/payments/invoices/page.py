"""What the pages of invoices show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.documents.forms.registry import spec
from salesapp.payments import access
from salesapp.payments.invoices import queries
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.invoices.rules import Status, difference_words, first_kind
from salesapp.payments.receipts import queries as receipts
from salesapp.payments.rules import NOTHING
from salesapp.quotations.reckoning.rules import spread
from salesapp.statements import Made
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


def first_values(contract: Contract, node: PaymentNode | None) -> dict[str, Any]:
    """Return what a request begins with: buyer and lines as the contract and the customer's record say."""
    customer = contract.customer
    amount = (
        node.amount - queries.asked(contract.id, node.id)
        if node
        else contract.amount - queries.asked(contract.id)
    )
    lines = _lines(contract, max(amount, Decimal(0)), in_part=node is not None)
    return {
        "contract_id": contract.id, "node_id": node.id if node else None,
        "kind": first_kind(line["rate"] for line in lines), "title": customer.invoice_title or customer.full_name,
        "tax_no": customer.invoice_tax_no or customer.credit_code or "", "address_phone": customer.invoice_address_phone,
        "bank": customer.invoice_bank, "remark": contract.number, "lines": lines,
    }  # fmt: skip


def _lines(contract: Contract, amount: Decimal, *, in_part: bool) -> list[dict[str, Any]]:
    """Return what is invoiced: the lines of the contract, or of a part of it what falls on each rate of tax.

    What falls on a rate is called what the lines of that rate are called, as the contract does.
    """
    charged = [one for one in contract.lines if one.gross]
    if not in_part and sum((one.gross for one in charged), Decimal(0)) == amount and charged:
        return [
            {"name": one.name[:100], "spec": one.spec, "unit": one.unit, "quantity": one.quantity,
             "gross": one.gross, "rate": one.rate}
            for one in charged
        ]  # fmt: skip
    rates = [(one.rate, one.amounts.gross) for one in contract.rates if one.amounts.gross]
    if not rates:
        rates = [(contract.tax_rate, Decimal(1))]
    parts = spread(amount, [gross for _rate, gross in rates])
    return [
        {
            "name": (_(", ").join(dict.fromkeys(one.name for one in charged if one.rate == rate)) or contract.name)[:100],
            "quantity": Decimal(1), "gross": gross, "rate": rate,
        }
        for (rate, _whole), gross in zip(rates, parts, strict=True)
        if gross or len(rates) == 1
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """A request as a person meets it."""

    one: InvoiceRequest
    facts: Sequence[tuple[str, Any]]
    may_issue: bool
    may_red: bool
    may_withdraw: bool
    may_deliver: bool


def desk(one: InvoiceRequest, user: User) -> Desk:
    """Return a request as a person meets it."""
    books, runs = access.may_book(user), access.may_chase(one.contract, user)
    return Desk(
        one=one, may_issue=books and one.is_open and one.contract.status in SIGNED_OR_LATER, may_red=books, may_deliver=runs,
        may_withdraw=runs and one.state in (Status.ASKED, Status.RETURNED),
        facts=[
            (_("Contract"), f"{one.contract.number} {one.contract.name}"),
            (_("Payment no."), f"{one.node.seq} {one.node.kind_label}" if one.node else _("The contract as a whole")),
            (_("Type of invoice"), str(spec("F14.kind").label_of(one.kind))),
            (_("Name of the buyer"), one.title), (_("Taxpayer number"), one.tax_no),
            (_("Address and phone"), one.address_phone), (_("Bank and account"), one.bank),
            (_("Total, tax included"), f"¥{yuan(one.amount)} {in_capitals(one.amount)}"),
            (_("Way of delivery"), one.delivery), (_("Remarks on the invoice"), one.remark),
            (_("Asked by"), one.by.name),
        ],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in a line: its instalment, and the numbers of the invoices that were issued on it."""

    id: int
    number: str
    amount: Decimal
    state: Status
    seq: int | None
    invoices: Sequence[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """What a contract's page shows of its invoices: requested, issued and paid side by side."""

    contract_id: int
    requested: Decimal
    issued: Decimal
    paid: Decimal
    words: str
    requests: Sequence[Asked]
    may_ask: bool


def asks(contract_id: int, user: User) -> Sequence[Made]:
    """Return what finds the invoices of a contract, for whom they concern."""
    if not access.sees_money(user):
        return ()
    return queries.requested_and_issued(contract_id), queries.requests(contract_id)


def panel(contract_id: int, user: User, *rows: Sequence[Any]) -> Panel | None:
    """Return what the page of a contract shows of its invoices: nothing before it is signed, and of a void one
    only what was issued."""
    contract = receipts.on_its_page(contract_id)
    if contract is None or not rows:
        return None
    (glance,), asked = rows
    found, runs = queries.glance_of(glance), contract.status in SIGNED_OR_LATER
    if not (runs or found.issued):
        return None
    worth = contract.amount if runs else NOTHING
    return Panel(
        contract_id, found.requested, found.issued, contract.received,
        difference_words(found.requested, found.issued, contract.received, worth=worth), _asked(asked),
        runs and access.may_chase(contract, user),
    )  # fmt: skip


def _asked(rows: Iterable[Any]) -> list[Asked]:
    found = []
    for _id, of_one in groupby(rows, key=lambda row: row.id):
        one, *more = of_one
        numbers = [each.invoice for each in (one, *more) if each.invoice]
        found.append(Asked(one.id, one.number, one.amount, Status(one.status), one.seq, numbers))
    return found

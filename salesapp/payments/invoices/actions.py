"""An invoice is asked for, issued, returned, taken back by a red one, delivered (F14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.payments import access
from salesapp.payments.invoices import mails, queries, rules
from salesapp.payments.invoices.models import Invoice, InvoiceLine, InvoiceRequest
from salesapp.payments.invoices.rules import Status
from salesapp.payments.receipts.rules import check_reason
from salesapp.payments.rules import NOTHING, PaymentRefused
from salesapp.quotations.reckoning.rules import taxed
from salesapp.refusals import NotAllowed
from salesapp.web import clock
from salesapp.words import gettext as _

FIELDS = ("kind", "title", "tax_no", "address_phone", "bank", "delivery", "remark")


def ask(
    contract: Contract,
    values: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
) -> InvoiceRequest:
    """Ask finance for an invoice over an instalment, or over a part of the contract."""
    if not access.may_chase(contract, by):
        raise NotAllowed(_("Only who runs this contract, or finance, asks for this."))
    if not lines:
        raise PaymentRefused(_("Say what is invoiced."), field="lines-0-name")
    queries.hold(contract.id)
    rules.check_contract(contract.status in SIGNED_OR_LATER)
    rules.check_rates((line["rate"], line["gross"] or NOTHING) for line in lines)
    node = next((one for one in contract.payment_nodes if one.id == values.get("node_id")), None)
    amount = sum((line["gross"] or NOTHING for line in lines), NOTHING)
    rules.check_request(
        amount, node=node.amount if node else None, node_asked=queries.asked(contract.id, node.id) if node else NOTHING,
        contract=contract.amount, asked=queries.asked(contract.id),
    )  # fmt: skip
    one = InvoiceRequest(
        number=next_number("invoice_request", clock.local(at).date()), contract=contract, node=node, amount=amount,
        status=Status.ASKED, by=by, at=at, lines=[_line(seq, line) for seq, line in enumerate(lines, 1)],
        **{name: values.get(name) for name in FIELDS},
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    return one


def _line(seq: int, line: Mapping[str, Any]) -> InvoiceLine:
    gross: Decimal = line["gross"]
    return InvoiceLine(
        seq=seq, name=line["name"], spec=line.get("spec") or "", unit=line.get("unit") or "", rate=line["rate"], gross=gross,
        quantity=line.get("quantity") or Decimal(1), tax=taxed(gross, line["rate"]).tax,
    )  # fmt: skip


def issue(
    one: InvoiceRequest,
    number: str | None,
    amount: Decimal | None,
    issued_on: date,
    *,
    by: User,
    at: datetime,
) -> Invoice:
    """Note an invoice that finance issued, over all of a request or a part of it."""
    access.check_books(by)
    if not one.is_open:
        raise PaymentRefused(_("This stands at “%(state)s” now: look at it again.", state=one.state.label))
    queries.hold(one.contract_id)
    db.session.refresh(one.contract, ["status", "amount"])
    rules.check_contract(one.contract.status in SIGNED_OR_LATER)
    over = rules.check_issue(amount, one.to_issue, issued_on, clock.local(at).date())
    rules.check_room(over, one.contract.amount - queries.glance(one.contract_id).issued)
    invoice = _new(one, number, over, issued_on, by, at)
    one.note_issue(at=at)
    return invoice


def _new(
    one: InvoiceRequest, number: str | None, amount: Decimal, on: date, by: User, at: datetime
) -> Invoice:
    read = rules.read_number(number)
    other = queries.numbered(read)
    if other is not None:
        raise PaymentRefused(
            _("This number stands on %(request)s already.", request=other.request.number), field="number"
        )
    invoice = Invoice(
        number=read,
        request=one,
        contract_id=one.contract_id,
        node_id=one.node_id,
        amount=amount,
        issued_on=on,
        by=by,
        at=at,
    )
    db.session.add(invoice)
    return invoice


def make_red(
    invoice: Invoice, number: str | None, amount: Decimal | None, issued_on: date, reason: str | None, *, by: User,
    at: datetime,
) -> Invoice:  # fmt: skip
    """Take an invoice, or a part of it, back by a red one."""
    access.check_books(by)
    if invoice.amount < 0:
        raise PaymentRefused(_("A red invoice is not taken back; issue a new one."))
    over = rules.check_red(amount, invoice.not_red)
    if issued_on > clock.local(at).date():
        raise PaymentRefused(_("This day has not come yet."), field="issued_on")
    red = _new(invoice.request, number, -over, issued_on, by, at)
    red.reason = check_reason(reason)
    invoice.reds.append(red)
    return red


def give_back(one: InvoiceRequest, reason: str | None, *, by: User, at: datetime) -> None:
    """Return a request to whoever asked, with the reason."""
    access.check_books(by)
    one.give_back(check_reason(reason), at=at)


def withdraw(one: InvoiceRequest, *, by: User, at: datetime) -> None:
    """Take a request back before anything was issued on it."""
    if one.by_id != by.id and not access.may_chase(one.contract, by):
        raise NotAllowed(_("Only who runs this contract, or finance, asks for this."))
    one.withdraw(at=at)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """End requests on which nothing was issued, since their contract is void; finance hears of it."""
    rows = queries.these(ids)
    for one in rows:
        one.withdraw(at=at)
        one.reason = reason[:200]
    for contract in {one.contract for one in rows}:
        ended = [one for one in rows if one.contract is contract]
        mails.ended(contract, ended, reason, by=by, at=at)


def deliver(invoice: Invoice, to: str | None, on: date, *, by: User, at: datetime) -> None:
    """Note to whom an invoice was delivered."""
    if not access.may_chase(invoice.request.contract, by):
        raise NotAllowed(_("Only who runs this contract, or finance, asks for this."))
    if on > clock.local(at).date():
        raise PaymentRefused(_("This day has not come yet."), field="delivered_on")
    invoice.deliver(to or "", on)

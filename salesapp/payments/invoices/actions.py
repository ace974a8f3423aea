"""An invoice is asked for, issued, returned, taken back by a red one, delivered (F14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.payments import access
from salesapp.payments.invoices import mails, queries, rules
from salesapp.payments.invoices.models import Invoice, InvoiceLine, InvoiceRequest
from salesapp.payments.invoices.rules import Status
from salesapp.payments.rules import NOTHING, PaymentRefused, check_reason
from salesapp.quotations.reckoning.rules import taxed
from salesapp.refusals import NotAllowed, check_all
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
    queries.hold(contract.id)
    check_ask(contract, values, lines)
    node, amount = _node(contract, values), _sum(lines)
    one = InvoiceRequest(
        number=next_number("invoice_request", clock.local(at).date()), contract=contract, node=node, amount=amount,
        status=Status.ASKED, by=by, at=at, lines=[_line(seq, line) for seq, line in enumerate(lines, 1)],
        **{name: values.get(name) for name in FIELDS},
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    return one


def check_ask(contract: Contract, values: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> None:
    """Refuse what cannot be asked for: all that is wrong at once."""
    rules.check_contract(contract.status in SIGNED_OR_LATER)
    if not lines:
        raise PaymentRefused(_("Say what is invoiced."), field="lines-0-name")
    node, amount = _node(contract, values), _sum(lines)
    check_all(
        lambda: rules.check_rates((line["rate"], line["gross"] or NOTHING) for line in lines),
        lambda: rules.check_request(
            amount, node=node.amount if node else None,
            node_asked=queries.asked(contract.id, node.id) if node else NOTHING,
            contract=contract.amount, asked=queries.asked(contract.id),
        ),
    )  # fmt: skip


def _node(contract: Contract, values: Mapping[str, Any]) -> PaymentNode | None:
    return next((one for one in contract.payment_nodes if one.id == values.get("node_id")), None)


def _sum(lines: Sequence[Mapping[str, Any]]) -> Decimal:
    return sum((line["gross"] or NOTHING for line in lines), NOTHING)


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
    check_issue(one, number, amount, issued_on, at=at)
    invoice = _new(one, rules.read_number(number), amount or NOTHING, issued_on, by, at)
    one.note_issue(at=at)
    return invoice


def check_issue(
    one: InvoiceRequest, number: str | None, amount: Decimal | None, issued_on: date | None, *, at: datetime
) -> None:
    """Refuse what cannot be issued on a request: all that is wrong at once."""
    today, worth = clock.local(at).date(), one.contract.amount

    def check_amount() -> None:
        over = rules.check_issue(amount, one.to_issue, issued_on, today)
        rules.check_room(over, worth - queries.glance(one.contract_id).issued)

    check_all(lambda: _check_number(number), check_amount)


def _check_number(number: str | None) -> None:
    other = queries.numbered(rules.read_number(number))
    if other is not None:
        raise PaymentRefused(
            _("This number stands on %(request)s already.", request=other.request.number), field="number"
        )


def _new(one: InvoiceRequest, number: str, amount: Decimal, on: date, by: User, at: datetime) -> Invoice:
    invoice = Invoice(
        number=number,
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
    check_red(invoice, number, amount, issued_on, reason, at=at)
    red = _new(invoice.request, rules.read_number(number), -(amount or NOTHING), issued_on, by, at)
    red.reason = check_reason(reason)
    invoice.reds.append(red)
    return red


def check_red(
    invoice: Invoice, number: str | None, amount: Decimal | None, issued_on: date | None, reason: str | None, *,
    at: datetime,
) -> None:  # fmt: skip
    """Refuse what cannot be taken back so: all that is wrong at once."""
    check_all(
        lambda: _check_number(number),
        lambda: rules.check_red(amount, invoice.not_red),
        lambda: rules.check_day(issued_on, clock.local(at).date(), field="issued_on"),
        lambda: check_reason(reason),
    )


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
    check_delivery(to, on, at=at)
    invoice.deliver(to or "", on)


def check_delivery(to: str | None, on: date | None, *, at: datetime) -> None:
    """Refuse to deliver to nobody, or on a day to come: all that is wrong at once."""
    check_all(
        lambda: rules.check_delivered(to),
        lambda: rules.check_day(on, clock.local(at).date(), field="delivered_on"),
    )

"""Money is booked, shared out, moved, paid back and taken back: always by another row, never by a change (F13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.payments import access
from salesapp.payments.bills.rules import check_answer
from salesapp.payments.ledger import queries as ledger
from salesapp.payments.ledger.actions import settle
from salesapp.payments.months.actions import day_of_books
from salesapp.payments.receipts import queries, rules
from salesapp.payments.receipts.models import BillHonour, Receipt
from salesapp.payments.receipts.rules import Kind
from salesapp.payments.rules import PaymentRefused, check_reason
from salesapp.policies.queries import policy
from salesapp.refusals import check_all
from salesapp.web import clock
from salesapp.words import gettext as _


def book(
    customer: Customer,
    values: Mapping[str, Any],
    shares: Mapping[int, Decimal],
    *,
    as_advance: bool = False,
    by: User,
    at: datetime,
) -> Receipt:
    """Book money that came in, shared over instalments; what is left is the customer's advance."""
    access.check_books(by)
    way, received_on, matures_on = values["way"], values["received_on"], values.get("matures_on")
    queries.hold(customer.id)
    ledger.hold(shares)
    nodes = queries.open_nodes(customer.id)
    check_booking(values, shares, nodes, at=at)
    rules.check_advance(values["amount"], shares, nodes, as_advance)
    receipt = Receipt(
        number=next_number("receipt", received_on), kind=Kind.RECEIPT, customer=customer, amount=values["amount"],
        opportunity_id=values.get("opportunity_id"), received_on=received_on, way=way, matures_on=matures_on,
        booked_on=day_of_books(received_on, at=at), payer=values.get("payer"), remark=values.get("remark"), by=by, at=at,
        counts_on=rules.counts_on(way, received_on, matures_on, policy("bill_counts")),
    )  # fmt: skip
    db.session.add(receipt)
    receipt.share(shares, booked_on=receipt.booked_on, by=by, at=at)
    settle(list(shares), at=at)
    return receipt


def check_booking(
    values: Mapping[str, Any], shares: Mapping[int, Decimal], nodes: Sequence[rules.OpenNode], *, at: datetime
) -> None:
    """Refuse money that cannot be booked or shared out so: all that is wrong at once."""
    way, received_on, matures_on = values["way"], values["received_on"], values.get("matures_on")
    today = clock.local(at).date()
    check_all(
        lambda: rules.check_amount(values["amount"]),
        lambda: rules.check_day(received_on, today),
        lambda: rules.check_maturity(way, received_on, matures_on),
        lambda: rules.check_shares(values["amount"], shares, nodes),
    )


def match(receipt: Receipt, shares: Mapping[int, Decimal], *, by: User, at: datetime) -> None:
    """Match what of a receipt is an advance to instalments."""
    access.check_books(by)
    if not shares:
        raise PaymentRefused(_("Give at least one share."))
    queries.hold(receipt.customer_id)
    ledger.hold(shares)
    if receipt.kind != Kind.RECEIPT:
        raise PaymentRefused(_("Only money that came in is matched."))
    rules.check_shares(receipt.advance, shares, queries.open_nodes(receipt.customer_id))
    receipt.share(shares, booked_on=day_of_books(clock.local(at).date(), at=at), by=by, at=at)
    settle(list(shares), at=at)


def release(contract: Contract, amount: Decimal | None = None, *, by: User, at: datetime) -> Decimal:
    """Keep what was received on a contract, or a part of it, as the customer's advance; return how much.

    A contract needs it that is to be void (all of it), or that is worth less than was received (P20, P22). Instalments due
    last open first.
    """
    access.check_books(by)
    queries.hold(contract.customer_id)
    matched = queries.matched_to(contract.id)
    ours = {node.id: node.planned_on for node in contract.payment_nodes}
    found = [(receipt, {n: part for n, part in receipt.shares.items() if n in ours}) for receipt in matched]
    whole = sum((sum(shares.values(), Decimal(0)) for _receipt, shares in found), Decimal(0))
    left = whole if amount is None else rules.check_released(amount, whole)
    day = day_of_books(clock.local(at).date(), at=at)
    for receipt, shares in reversed(found):
        parts = [rules.Matched(number, ours[number], part) for number, part in shares.items()]
        back = rules.taken_back(left, Decimal(0), parts)
        receipt.share(_negative(back), booked_on=day, by=by, at=at)
        left -= sum(back.values(), Decimal(0))
    settle(ours, at=at)
    return whole if amount is None else amount


def refund(
    receipt: Receipt, amount: Decimal | None, paid_on: date, reason: str | None, *, by: User, at: datetime
) -> Receipt:
    """Book that a part of a receipt was paid back: first its advance goes, then instalments open again."""
    access.check_books(by)
    queries.hold(receipt.customer_id)
    if receipt.kind != Kind.RECEIPT:
        raise PaymentRefused(_("Only money that came in is paid back."))
    wanted, words = rules.check_refund(amount, receipt.left), check_reason(reason)
    rules.check_day(paid_on, clock.local(at).date())
    if paid_on < receipt.received_on:
        raise PaymentRefused(_("It was paid back before it came in. Please check."), field="received_on")
    shares = rules.taken_back(wanted, receipt.advance, queries.matched(receipt))
    return _counter(receipt, Kind.REFUND, -wanted, shares, day=paid_on, reason=words, by=by, at=at)


def reverse(row: Receipt, reason: str | None, *, by: User, at: datetime) -> Receipt:
    """Take a row back by a counter-row with the reason; what it was matched to is open again, with its old day."""
    access.check_books(by)
    queries.hold(row.customer_id)
    words = check_reason(reason)
    rules.check_reversible(row.kind, row.is_reversed, row.refunded)
    shares = rules.given_back(row.shares, {node.id: node.open for node in queries.present(row.shares)})
    return _counter(
        row, Kind.REVERSAL, -row.amount, shares, day=clock.local(at).date(), reason=words, by=by, at=at
    )


def honour(bill: Receipt, honoured_on: date, *, by: User, at: datetime) -> BillHonour:
    """Note that a bill was paid once it had matured."""
    _check_answer(bill, honoured_on, by, at)
    bill.honour = BillHonour(honoured_on=honoured_on, by=by, at=at)
    settle(list(bill.shares), at=at)  # though the night that lets it count has not been
    return bill.honour


def dishonour(bill: Receipt, refused_on: date, reason: str | None, *, by: User, at: datetime) -> Receipt:
    """Take a bill back that was not paid: what it was matched to is open again, with its old day (P16)."""
    check_all(lambda: _check_answer(bill, refused_on, by, at), lambda: check_reason(reason))
    words = _("Not paid on %(day)s: %(why)s", day=refused_on, why=(reason or "").strip())
    return reverse(bill, words[:200], by=by, at=at)


def _check_answer(bill: Receipt, day: date, by: User, at: datetime) -> None:
    access.check_books(by)
    queries.hold(bill.customer_id)
    check_answer(
        waits=bill.waits_for_answer, matures_on=bill.matures_on, answered_on=day, today=clock.local(at).date()
    )


def _counter(
    row: Receipt, kind: Kind, amount: Decimal, shares: Mapping[int, Decimal], *, day: date, reason: str, by: User,
    at: datetime,
) -> Receipt:  # fmt: skip
    counter = Receipt(
        number=next_number("receipt", day), kind=kind, customer_id=row.customer_id, opportunity_id=row.opportunity_id,
        amount=amount, received_on=day, booked_on=day_of_books(day, at=at), counts_on=max(day, row.counts_on), way=row.way,
        payer=row.payer, reason=reason, by=by, at=at,
    )  # fmt: skip
    row.counters.append(counter)
    counter.share(_negative(shares), booked_on=counter.booked_on, by=by, at=at)
    settle(list(shares), at=at)
    return counter


def _negative(shares: Mapping[int, Decimal]) -> dict[int, Decimal]:
    return {number: -amount for number, amount in shares.items()}

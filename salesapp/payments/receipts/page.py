"""What the pages of money show, as plain values: one row with its shares and counter-rows, the form with its proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.documents.forms.registry import spec
from salesapp.payments import access
from salesapp.payments.receipts import queries
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.receipts.rules import Kind, OpenNode, proposed
from salesapp.web import clock
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _
from salesapp.words import pgettext


def way_words(way: str) -> str:
    """Say how money came."""
    return str(spec("F13.receipt.way").label_of(way))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of money in a list."""

    id: int
    number: str
    kind: Kind
    customer: str
    amount: Decimal
    received_on: Any
    booked_on: Any
    way: str
    payer: str
    advance: Decimal
    state: str
    tone: str
    matures_on: Any


def row(receipt: Receipt) -> Row:
    """Put one row of money into words."""
    kind = Kind(receipt.kind)
    advance = receipt.advance if kind is Kind.RECEIPT else Decimal(0)
    state, tone = (pgettext("money", "Taken back"), "no") if receipt.is_reversed else (kind.label, "")
    if kind is Kind.RECEIPT and not receipt.is_reversed:
        state, tone = (pgettext("money", "Advance"), "warn") if advance else (_("Matched"), "ok")
    return Row(
        receipt.id, receipt.number, kind, receipt.customer.short_name or receipt.customer.full_name, receipt.amount,
        receipt.received_on, receipt.booked_on, way_words(receipt.way), receipt.payer or "", advance, state, tone,
        receipt.matures_on,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """One row of money as a person meets it."""

    receipt: Receipt
    row: Row
    facts: Sequence[tuple[str, Any]]
    nodes: Sequence[tuple[PaymentNode, Decimal]]
    may_match: bool
    may_refund: bool
    may_reverse: bool
    may_answer: bool


def desk(receipt: Receipt, user: User, open_nodes: Sequence[OpenNode]) -> Desk:
    """Return one row of money as a person meets it."""
    shares, books, today = receipt.shares, access.may_book(user), clock.today()
    came = receipt.kind == Kind.RECEIPT and not receipt.is_reversed
    return Desk(
        receipt=receipt, row=row(receipt), facts=_facts(receipt),
        nodes=[(node, shares[node.id]) for node in queries.present(shares)],
        may_match=books and came and receipt.advance > 0 and bool(open_nodes),
        may_refund=came and receipt.left > 0 and access.may_ask_refund(receipt, user),
        may_answer=books and receipt.waits_for_answer and (receipt.matures_on or today) <= today,
        may_reverse=books and receipt.kind != Kind.REVERSAL and not receipt.is_reversed and not receipt.refunded,
    )  # fmt: skip


def _facts(receipt: Receipt) -> list[tuple[str, Any]]:
    moved = receipt.booked_on != receipt.received_on
    return [
        (_("Customer"), receipt.customer.full_name),
        (_("Amount"), f"¥{yuan(receipt.amount)}"),
        (_("Received on"), iso(receipt.received_on)),
        *(
            [(_("Booked on"), _("%(day)s: its month was closed", day=iso(receipt.booked_on)))]
            if moved
            else []
        ),
        (_("Way of payment"), way_words(receipt.way)),
        *([(_("Matures on"), iso(receipt.matures_on))] if receipt.matures_on else []),
        *([(_("Paid by the bank on"), iso(receipt.honour.honoured_on))] if receipt.honour else []),
        (_("Payer"), receipt.payer),
        (_("Text of the payment"), receipt.remark),
        *([(_("Reason"), receipt.reason)] if receipt.reason else []),
        (_("Receipt confirmed by"), receipt.by.name),
        (pgettext("money", "Advance"), f"¥{yuan(receipt.advance)}"),
    ]


def propose(
    form: Any, nodes: Sequence[OpenNode], named: Sequence[int], *, amount: Decimal | None = None
) -> None:
    """Fill the shares of a form as they are proposed for its amount: to be looked at before anything is booked."""
    amount = amount if amount is not None else form.amount.data
    shares = proposed(amount, nodes, named) if amount and amount > 0 else {}
    for node in nodes:
        field = form[f"share_{node.id}"]
        field.raw_data, field.data, field.errors = None, shares.get(node.id), ()

"""Money that came in: what is typed of it, over which instalments it is shared, in which month it is booked. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial

from salesapp.payments.rules import FEN, NOTHING, PaymentRefused
from salesapp.refusals import check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class Way(StrEnum):
    """How money came (F13 方式)."""

    TRANSFER = "transfer"
    BANK_BILL = "bank_bill"
    TRADE_BILL = "trade_bill"
    CASH = "cash"
    OTHER = "other"


BILLS = (Way.BANK_BILL, Way.TRADE_BILL)


class Kind(StrEnum):
    """What a row of money is: what came, what was paid back, what takes another row back."""

    RECEIPT = "receipt"
    REFUND = "refund"
    REVERSAL = "reversal"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(KIND_LABELS[self])


KIND_LABELS = {
    Kind.RECEIPT: lazy_pgettext("money", "Receipt"),
    Kind.REFUND: lazy_pgettext("money", "Refund"),
    Kind.REVERSAL: lazy_pgettext("money", "Reversal"),
}


class Counted(StrEnum):
    """When a bill counts as received."""

    RECEIPT = "receipt"
    MATURITY = "maturity"


COUNTED_LABELS = {Counted.RECEIPT: _l("when it is received"), Counted.MATURITY: _l("when it matures")}


@dataclass(frozen=True, slots=True)
class OpenNode:
    """An instalment that money may be matched to."""

    id: int
    contract_id: int
    number: str
    seq: int
    due_on: date | None
    open: Decimal


# ------------------------------------------------------------------------------------- what is typed


def check_amount(amount: Decimal | None) -> None:
    """Refuse nothing, less than nothing, and parts of a fen; one fen is money."""
    if amount is not None and amount < 0:
        raise PaymentRefused(
            _("This is money that goes out: on the page of its receipt it is asked to be paid back."),
            field="amount",
        )
    if not amount:
        raise PaymentRefused(_("Money that came in is more than nothing."), field="amount")
    if amount != amount.quantize(FEN):
        raise PaymentRefused(_("An amount ends at the fen: two places after the point."), field="amount")


def check_day(received_on: date | None, today: date) -> None:
    """Refuse a day that has not come."""
    if received_on is not None and received_on > today:
        raise PaymentRefused(
            _("This day has not come yet: money is booked when it is there."), field="received_on"
        )


def check_maturity(way: str, received_on: date | None, matures_on: date | None) -> None:
    """Ask for the maturity of a bill, and for none of other money."""
    if way not in BILLS:
        if matures_on is not None:
            raise PaymentRefused(_("Only a bill matures: choose the way of payment."), field="matures_on")
        return
    if matures_on is None:
        raise PaymentRefused(_("Give the day on which the bill matures."), field="matures_on")
    if received_on is not None and matures_on < received_on:
        raise PaymentRefused(_("The bill matures before it was received. Please check."), field="matures_on")


def counts_on(way: str, received_on: date, matures_on: date | None, counted: str) -> date:
    """Return the day from which money counts: a bill when it is received, or when it matures, by the setting."""
    return matures_on if way in BILLS and matures_on and counted == Counted.MATURITY else received_on


# ------------------------------------------------------------------------------------- sharing it out


def proposed(amount: Decimal, nodes: Sequence[OpenNode], named: Collection[int] = ()) -> dict[int, Decimal]:
    """Propose how money is shared over instalments; what is left is the customer's advance.

    What the payer's text names goes before everything; there an instalment of exactly this amount, then the oldest due.
    One without a day is proposed only where it is exactly this amount.
    """
    ours = [node for node in nodes if node.contract_id in named] or list(nodes)
    exact = [node for node in ours if node.open == amount]
    if exact:
        return {min(exact, key=_order).id: amount}
    shares: dict[int, Decimal] = {}
    left = amount
    dated = [node for node in ours if node.due_on is not None]
    others = [node for node in nodes if node.due_on is not None and node not in dated]
    for node in [*sorted(dated, key=_order), *sorted(others, key=_order)]:
        part = min(left, node.open)
        if part > 0:
            shares[node.id], left = part, left - part
    return shares


def _order(node: OpenNode) -> tuple[date, str, int]:
    return node.due_on or date.max, node.number, node.seq


def check_shares(amount: Decimal | None, shares: Mapping[int, Decimal], nodes: Sequence[OpenNode]) -> None:
    """Refuse shares of less than nothing, of more than an instalment has open, or of more than came in."""
    known = {node.id: node for node in nodes}
    check_all(
        *(partial(_check_share, number, share, known.get(number)) for number, share in shares.items()),
        lambda: _check_total(amount, sum(shares.values(), NOTHING)),
    )


def _check_share(number: int, share: Decimal, node: OpenNode | None) -> None:
    field = f"share_{number}"
    if node is None:
        raise PaymentRefused(_("This instalment is not open."), field=field)
    if share <= 0 or share != share.quantize(FEN):
        raise PaymentRefused(_("A share is more than nothing and ends at the fen."), field=field)
    if share > node.open:
        raise PaymentRefused(_("Only %(open)s yuan are open here.", open=f"{node.open:,.2f}"), field=field)


def _check_total(amount: Decimal | None, total: Decimal) -> None:
    if amount is not None and total > amount:
        raise PaymentRefused(
            _("The shares make %(total)s yuan, %(gap)s more than came in.",
              total=f"{total:,.2f}", gap=f"{total - amount:,.2f}"),
            field="amount",
        )  # fmt: skip


def check_advance(
    amount: Decimal, shares: Mapping[int, Decimal], nodes: Sequence[OpenNode], agreed: bool
) -> None:
    """Ask once where something is left over: it becomes the customer's advance, and never makes an instalment negative."""
    left = amount - sum(shares.values(), NOTHING)
    if left <= 0 or agreed:
        return
    open_sum = sum((node.open for node in nodes), NOTHING)
    if amount > open_sum:
        words = _(
            "This is %(more)s yuan more than is open: %(left)s yuan become the customer's advance. Tick it if so."
        )
    else:
        words = _(
            "%(left)s yuan are shared to nothing and become the customer's advance. Tick it if that is meant."
        )
    told = {"more": f"{amount - open_sum:,.2f}", "left": f"{left:,.2f}"}
    raise PaymentRefused(words % told, field="as_advance")


# ------------------------------------------------------------------------------------- paying it back


@dataclass(frozen=True, slots=True)
class Matched:
    """What of a receipt is matched to an instalment."""

    node_id: int
    due_on: date | None
    amount: Decimal


def check_refund(amount: Decimal | None, left: Decimal) -> Decimal:
    """Refuse to pay back more than is left of a receipt, whatever the contract is worth."""
    check_amount(amount)
    if amount is None or amount > left:
        raise PaymentRefused(
            _("At most %(left)s yuan of this receipt can be paid back.", left=f"{left:,.2f}"), field="amount"
        )
    return amount


def check_released(amount: Decimal, received: Decimal) -> Decimal:
    """Refuse to keep nothing as an advance, parts of a fen, or more than was received on the contract."""
    check_amount(amount)
    if amount > received:
        raise PaymentRefused(
            _("Only %(received)s yuan were received on this contract.", received=f"{received:,.2f}"),
            field="amount",
        )
    return amount


def taken_back(amount: Decimal, advance: Decimal, matched: Sequence[Matched]) -> dict[int, Decimal]:
    """Return what opens again where money is paid back: first the advance goes, then the instalments due last."""
    left = amount - min(amount, max(advance, NOTHING))
    shares: dict[int, Decimal] = {}
    for one in sorted(matched, key=lambda each: (each.due_on or date.max, each.node_id), reverse=True):
        part = min(left, one.amount)
        if part > 0:
            shares[one.node_id], left = part, left - part
    return shares


def check_reversible(kind: str, reversed_: bool, refunded: Decimal) -> None:
    """Refuse to take back what is taken back already, or what was partly paid back."""
    if kind == Kind.REVERSAL:
        raise PaymentRefused(_("A counter-row stands; book the money anew."))
    if reversed_:
        raise PaymentRefused(_("This row is taken back already."))
    if refunded:
        raise PaymentRefused(_("A part of it was paid back: take the refund back first."))


def given_back(shares: Mapping[int, Decimal], open_: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return what moves where a row is taken back: what a refund had opened closes again only as far as it is open."""
    moved = {number: max(amount, -open_.get(number, NOTHING)) for number, amount in shares.items()}
    return {number: amount for number, amount in moved.items() if amount}

"""The account of a customer over a period: what was charged, what came in, what went back, row by row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from salesapp.payments.rules import PaymentRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Basis(StrEnum):
    """By what an account charges: instalments on their due day, or invoices on the day they were issued."""

    DUE = "due"
    INVOICE = "invoice"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(BASIS_LABELS[self])

    @property
    def said(self) -> str:
        """What the sheet says of it."""
        return str(BASIS_WORDS[self])


BASIS_LABELS = {Basis.DUE: _l("By due day"), Basis.INVOICE: _l("By invoice")}
BASIS_WORDS = {
    Basis.DUE: _l("Instalments are charged on the day on which they fall due."),
    Basis.INVOICE: _l("Invoices are charged on the day on which they were issued, red ones taken off."),
}


class Side(IntEnum):
    """What a row does; on one day charges come before what was paid."""

    CHARGE = 0
    RECEIPT = 1
    REFUND = 2


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that moved the account; its amount is positive, but for a row that takes another back."""

    on: date
    side: Side
    amount: Decimal
    words: str

    @property
    def change(self) -> Decimal:
        """What it does to what the customer owes."""
        return -self.amount if self.side is Side.RECEIPT else self.amount


@dataclass(frozen=True, slots=True)
class Row:
    """A move with what the customer owed after it."""

    move: Move
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a period."""

    first: date
    last: date
    opening: Decimal
    rows: Sequence[Row]
    closing: Decimal
    charged: Decimal
    received: Decimal
    refunded: Decimal


def check_period(first: date, last: date) -> None:
    """Refuse a period that ends before it begins."""
    if last < first:
        raise PaymentRefused(_("The period ends before it begins."), field="last")


def account(moves: Iterable[Move], first: date, last: date) -> Account:
    """Reckon the account of a period: opening + charges − receipts + refunds = closing; what comes later is not in it."""
    check_period(first, last)
    ordered = sorted((move for move in moves if move.on <= last), key=lambda move: (move.on, move.side))
    opening = sum((move.change for move in ordered if move.on < first), Decimal("0.00"))
    balance, rows = opening, []
    for move in ordered:
        if move.on >= first:
            balance += move.change
            rows.append(Row(move, balance))
    sums = {
        side: sum((row.move.amount for row in rows if row.move.side is side), Decimal("0.00"))
        for side in Side
    }
    return Account(
        first, last, opening, rows, balance, sums[Side.CHARGE], sums[Side.RECEIPT], sums[Side.REFUND]
    )

"""The four ways in which a rate of collection is reckoned (回款率 A–D), each with its definition. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesapp.payments.rules import NOTHING
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Code(StrEnum):
    """A definition of the rate."""

    PLANNED = "A"
    CONTRACT = "B"
    SALES = "C"
    RECEIVABLE = "D"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(CODE_LABELS[self])

    @property
    def definition(self) -> str:
        """How it is reckoned, in a sentence that stands under the figure."""
        return str(DEFINITIONS[self])


CODE_LABELS = {
    Code.PLANNED: _l("A: of what was due"),
    Code.CONTRACT: _l("B: of what was signed"),
    Code.SALES: _l("C: of what was invoiced"),
    Code.RECEIVABLE: _l("D: of what was receivable"),
}
DEFINITIONS = {
    Code.PLANNED: _l("Paid by the end of the month on instalments due in it ÷ planned amount of these; "
                     "neither early money nor old debts."),
    Code.CONTRACT: _l("All that was received on contracts by the end of the month ÷ amount of all signed; "
                      "advances are left out."),
    Code.SALES: _l("All money of the month, refunds taken off, advances included ÷ what was invoiced in it, tax included."),
    Code.RECEIVABLE: _l("(Receivable at the beginning + invoiced − receivable at the end) ÷ (receivable at the beginning + "
                        "invoiced); advances are not set off."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with both parts of its fraction."""

    code: Code
    paid: Decimal
    of: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The rate in per cent, half up; it is not capped, and without a denominator there is none."""
        if self.of <= 0:
            return None
        return (self.paid * 100 / self.of).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """The rate as it is read: 不适用 where nothing was due."""
        return f"{self.percent}%" if self.percent is not None else _("not applicable")


@dataclass(frozen=True, slots=True)
class Node:
    """An instalment: its contract's, due when, what it asks for."""

    id: int
    due_on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """Money on an instalment, or an invoice over it, on a day."""

    node_id: int | None
    on: date
    amount: Decimal


def planned(nodes: Iterable[Node], paid: Iterable[Moved], first: date, last: date) -> Rate:
    """Reckon A: only what was due in the period, and only what was paid on that by its end."""
    due = {node.id: node.amount for node in nodes if node.due_on and first <= node.due_on <= last}
    got = sum((one.amount for one in paid if one.node_id in due and one.on <= last), NOTHING)
    return Rate(Code.PLANNED, got, sum(due.values(), NOTHING))


def contract(amounts: Iterable[Decimal], paid: Iterable[Moved], last: date) -> Rate:
    """Reckon B: all that was ever received on contracts of all that was signed."""
    got = sum((one.amount for one in paid if one.node_id is not None and one.on <= last), NOTHING)
    return Rate(Code.CONTRACT, got, sum(amounts, NOTHING))


def sales(received: Iterable[Moved], invoiced: Iterable[Moved], first: date, last: date) -> Rate:
    """Reckon C: all money of the period of what was invoiced in it."""
    return Rate(Code.SALES, _between(received, first, last), _between(invoiced, first, last))


def _between(moved: Iterable[Moved], first: date, last: date) -> Decimal:
    return sum((one.amount for one in moved if first <= one.on <= last), NOTHING)


def receivable(invoiced: Iterable[Moved], paid: Iterable[Moved], first: date, last: date) -> Rate:
    """Reckon D: what became less of what was receivable; of each instalment what is invoiced and not received."""
    issued, got = list(invoiced), list(paid)
    before = date.fromordinal(first.toordinal() - 1)
    opening, closing = _owed(issued, got, before), _owed(issued, got, last)
    base = opening + _between(issued, first, last)
    return Rate(Code.RECEIVABLE, base - closing, base)


def _owed(issued: Iterable[Moved], got: Iterable[Moved], by: date) -> Decimal:
    asked, paid = _by_node(issued, by), _by_node(got, by)
    return sum((max(amount - paid.get(node, NOTHING), NOTHING) for node, amount in asked.items()), NOTHING)


def _by_node(moved: Iterable[Moved], by: date) -> Mapping[int | None, Decimal]:
    found: dict[int | None, Decimal] = {}
    for one in moved:
        if one.on <= by:
            found[one.node_id] = found.get(one.node_id, NOTHING) + one.amount
    return found

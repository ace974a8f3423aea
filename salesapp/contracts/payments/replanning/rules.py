"""Another plan where a supplement changes the amount: what was paid stays, what is too much moves (conventions 3.3). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesapp.contracts.payments.rules import PlanRefused
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Paid:
    """What was received on an instalment of the plan in force, is in hand as a bill, or was written off."""

    seq: int
    amount: Decimal
    received: Decimal


def to_plan(amount: Decimal, paid: Sequence[Paid]) -> Decimal:
    """Return what must be planned anew where a supplement changes the amount: paid instalments stay as they are."""
    return amount - sum((node.amount for node in paid if node.received >= node.amount), Decimal(0))


def surplus(amount: Decimal, paid: Sequence[Paid]) -> Decimal:
    """Return what leaves the nodes as an advance where the new amount is less than was received."""
    return max(sum((node.received for node in paid), Decimal(0)) - amount, Decimal(0))


def check_kept(node: Paid, amount: Decimal, *, moved: Decimal = Decimal(0)) -> None:
    """Refuse an instalment below what was received on it, unless the surplus is moved in the same step."""
    too_much = node.received - amount
    if too_much > moved:
        raise PlanRefused(
            _("%(paid)s yuan of node %(seq)s are received, in hand or written off: %(gap)s yuan more. "
              "Move them in the same step.",
              paid=f"{node.received:,.2f}", seq=node.seq, gap=f"{too_much:,.2f}"),
            field="amount",
        )  # fmt: skip

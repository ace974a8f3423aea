"""What the amount and the plan of a contract come to, while somebody types them (3.14, F13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.sharing.rules import is_uneven
from salesapp.web.formats import yuan


@dataclass(frozen=True, slots=True)
class Figures:
    """What the amount and the nodes come to, while somebody types them."""

    capitals: str
    shares: str
    amounts: str
    agree: bool
    refusal: str
    #: Whether equal shares have different amounts.
    uneven: bool = False


def figures(form) -> Figures:
    """Add up what stands in the form: the amount in capitals, the nodes against it (3.14, F13)."""
    amount = form.amount.data
    try:
        capitals = in_capitals(payments.check_amount(amount))
    except payments.PlanRefused:
        return Figures("", "", "", False, "")
    rows = [entry.form for entry in form.payment_nodes if not entry.form.is_blank()]
    nodes = [row.node() for row in rows]
    shares = sum((node.percent or Decimal(0) for node in nodes), Decimal(0))
    try:
        filled = payments.complete(amount, nodes, dated=False)
    except payments.PlanRefused as refused:
        return Figures(capitals, f"{shares.normalize():f}", "", False, str(refused))
    amounts = " + ".join(yuan(node.amount) for node in filled)
    return Figures(capitals, "100", amounts, True, "", _is_uneven(filled))


def _is_uneven(nodes: Sequence[payments.Node]) -> bool:
    return is_uneven([node.percent for node in nodes], [node.amount for node in nodes])

"""The payment plan of a contract: nodes that sum to its amount, to the fen (conventions 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

FEN = Decimal("0.01")
WHOLE = Decimal(100)
MOST_NODES = 24
LARGEST = Decimal("99999999999.99")  # 元; what the columns and the capitals can hold with room to spare


class PlanRefused(Refusal):
    """The nodes do not make up the contract."""


class NodeKind(StrEnum):
    """What an instalment pays for (F13 款项类型)."""

    ADVANCE = "advance"
    PROGRESS = "progress"
    ARRIVAL = "arrival"
    ACCEPTANCE = "acceptance"
    WARRANTY = "warranty"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(NODE_LABELS[self])


NODE_LABELS = {
    NodeKind.ADVANCE: _l("Advance payment"),
    NodeKind.PROGRESS: _l("Progress payment"),
    NodeKind.ARRIVAL: _l("On arrival"),
    NodeKind.ACCEPTANCE: _l("On acceptance"),
    NodeKind.WARRANTY: _l("Warranty money"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """One instalment; ``percent`` of the amount, ``amount`` in yuan or None where it follows from the percent."""

    kind: str
    condition: str
    planned_on: date
    percent: Decimal
    amount: Decimal | None = None


def split(amount: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """Share an amount by percents that make 100; what rounding leaves goes to the last.

    Shares are rounded down to the fen, so that the last is never short. Raises ValueError for other sums.
    """
    if sum(percents) != WHOLE:
        raise ValueError(f"percents make {sum(percents)}, not 100")
    shares = [(amount * percent / WHOLE).quantize(FEN, ROUND_DOWN) for percent in percents[:-1]]
    return [*shares, amount - sum(shares, Decimal(0))]


def check_amount(amount: Decimal | None) -> Decimal:
    """Refuse an amount that is not positive, has parts of a fen, or is beyond belief."""
    if amount is None or not amount.is_finite() or amount <= 0:
        raise PlanRefused(_("Give the contract amount, more than nothing."), field="amount")
    if amount > LARGEST:
        raise PlanRefused(_("This amount is larger than any contract. Please check it."), field="amount")
    if amount != amount.quantize(FEN):
        raise PlanRefused(_("An amount ends at the fen: two places after the point."), field="amount")
    return amount


def complete(amount: Decimal, nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes with their amounts, or refuse a plan that is not the contract's (F13).

    Percents make 100. Amounts that were left empty follow from them; typed ones must sum to the contract, to the
    fen, and agree with their percent as far as its two places reach.
    """
    check_amount(amount)
    if not nodes:
        raise PlanRefused(_("A contract has at least one payment node."), field="payment_nodes-0-percent")
    if len(nodes) > MOST_NODES:
        raise PlanRefused(
            _("A plan has at most %(count)s nodes.", count=MOST_NODES), field="payment_nodes-0-percent"
        )
    for index, node in enumerate(nodes):
        if not 0 < node.percent <= WHOLE:
            raise PlanRefused(
                _("A share is more than 0 and at most 100 per cent."), field=_field(index, "percent")
            )
    total = sum((node.percent for node in nodes), Decimal(0))
    if total != WHOLE:
        sentence = _("The shares make %(total)s%%, they must make 100%%.", total=f"{total.normalize():f}")
        raise PlanRefused(sentence, field=_field(len(nodes) - 1, "percent"))
    return _with_amounts(amount, nodes)


def _with_amounts(amount: Decimal, nodes: Sequence[Node]) -> list[Node]:
    shares = split(amount, [node.percent for node in nodes])
    amounts = [
        share if node.amount is None else node.amount for node, share in zip(nodes, shares, strict=True)
    ]
    if nodes[-1].amount is None:
        amounts[-1] = amount - sum(amounts[:-1], Decimal(0))
    for index, (node, part, share) in enumerate(zip(nodes, amounts, shares, strict=True)):
        if part <= 0 or part != part.quantize(FEN):
            raise PlanRefused(
                _("An instalment is more than nothing and ends at the fen."), field=_field(index, "amount")
            )
        if abs(part - share) > _slack(amount, len(nodes), last=index == len(nodes) - 1):
            raise PlanRefused(
                _(
                    "%(percent)s%% of the contract is %(share)s yuan.",
                    percent=f"{node.percent.normalize():f}",
                    share=f"{share:,.2f}",
                ),
                field=_field(index, "amount"),
            )
    if (total := sum(amounts, Decimal(0))) != amount:
        raise PlanRefused(
            _("The nodes make %(total)s yuan, the contract %(amount)s: %(gap)s apart.",
              total=f"{total:,.2f}", amount=f"{amount:,.2f}", gap=f"{abs(total - amount):,.2f}"),
            field=_field(len(nodes) - 1, "amount"),
        )  # fmt: skip
    return [replace(node, amount=part) for node, part in zip(nodes, amounts, strict=True)]


def _slack(amount: Decimal, count: int, *, last: bool) -> Decimal:
    """Return how far an amount may stray: half the last place of its percent; the last node takes what all leave."""
    return (amount * Decimal("0.00005") + FEN) * (count if last else 1)


def _field(index: int, name: str) -> str:
    return f"payment_nodes-{index}-{name}"


def plan_words(nodes: Sequence[Node]) -> str:
    """Write a plan in one line: 预付款 30%、验收款 60%、质保金 10%."""
    named = (f"{NodeKind(node.kind).label} {node.percent.normalize():f}%" for node in nodes)
    return _(", ").join(named)

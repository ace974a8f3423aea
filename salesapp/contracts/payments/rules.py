"""The payment plan of a contract: nodes that sum to its amount, to the fen (conventions 3.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from salesapp.contracts.payments.sharing.rules import FEN, WHOLE, gap_words, shares_of, split
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

_NUMBER = r"(?<![月\d一二三四五六七八九十])(\d{1,3}|[一二三四五六七八九十]{1,3}) ?"
_DAYS = re.compile(_NUMBER + r"个?(工作)?[日天]")
_MONTHS = re.compile(_NUMBER + "个月")
_TENS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
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


class Event(StrEnum):
    """What must have happened before an instalment falls due."""

    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    WARRANTY_OVER = "warranty_over"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(EVENT_LABELS[self])


EVENT_LABELS = {
    Event.DELIVERED: _l("after the goods have arrived"),
    Event.ACCEPTED: _l("after the acceptance"),
    Event.WARRANTY_OVER: _l("after the warranty"),
}
#: What each item of payment waits for; the others are due on their day whatever happens.
WAITS_FOR = {
    NodeKind.ARRIVAL: Event.DELIVERED,
    NodeKind.ACCEPTANCE: Event.ACCEPTED,
    NodeKind.WARRANTY: Event.WARRANTY_OVER,
}


class Calendar(Protocol):
    """What is asked of the work calendar."""

    def add_working_days(self, start: date, count: int) -> date: ...


def waits_for(kind: str) -> Event | None:
    """Return what an instalment waits for, or nothing where its day holds by itself."""
    return WAITS_FOR.get(NodeKind(kind))


@dataclass(frozen=True, slots=True)
class Term:
    """How long after what it waits for an instalment is due."""

    days: int = 0
    working: bool = False
    months: int = 0

    def after(self, day: date, calendar: Calendar) -> date:
        """Return the day so long after another."""
        start = months_after(day, self.months)
        return (
            calendar.add_working_days(start, self.days) if self.working else start + timedelta(days=self.days)
        )


def term(kind: str, condition: str) -> Term:
    """Read how long after what it waits for an instalment is due: “验收合格后 15 日内” are 15 days.

    Without days it is due on the day itself; of several the last counts. The months of a warranty are its own length,
    and a date in the words is no length.
    """
    words = unicodedata.normalize("NFKC", condition or "")
    months = _MONTHS.findall(words) if waits_for(kind) != Event.WARRANTY_OVER else ()
    days = _DAYS.findall(words)
    number, working = days[-1] if days else ("0", "")
    return Term(_read(number), bool(working), _read(months[-1]) if months and not days else 0)


def _read(number: str) -> int:
    """Read a number up to ninety-nine, in figures or spelt in Chinese."""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_TENS.get(tens, 1) * 10 if ten else 0) + _TENS.get(ones, 0)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month (P06): 2028-02-29 gives 2029-02-28."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


@dataclass(frozen=True, slots=True)
class Node:
    """One instalment: ``percent`` of the amount, ``amount`` in yuan; either is None where it follows from the other.

    Without ``planned_on`` it has no day before what it waits for has happened (P06).
    """

    kind: str
    condition: str
    planned_on: date | None
    percent: Decimal | None
    amount: Decimal | None = None


def check_amount(amount: Decimal | None) -> Decimal:
    """Refuse an amount that is not positive, has parts of a fen, or is beyond belief."""
    if amount is None or not amount.is_finite() or amount <= 0:
        raise PlanRefused(_("Give the contract amount, more than nothing."), field="amount")
    if amount > LARGEST:
        raise PlanRefused(_("This amount is larger than any contract. Please check it."), field="amount")
    if amount != amount.quantize(FEN):
        raise PlanRefused(_("An amount ends at the fen: two places after the point."), field="amount")
    return amount


def complete(amount: Decimal, nodes: Sequence[Node], *, dated: bool = True) -> list[Node]:
    """Return the nodes with their shares and amounts, or refuse a plan that is not the contract's (F13).

    Percents make 100. What was left empty follows from the other; typed amounts must sum to the contract, to the
    fen, and agree with their percent as far as its two places reach. Days are asked where it is ``dated``.
    """
    check_amount(amount)
    if not nodes:
        raise PlanRefused(_("A contract has at least one payment node."), field="payment_nodes-0-percent")
    if len(nodes) > MOST_NODES:
        raise PlanRefused(
            _("A plan has at most %(count)s nodes.", count=MOST_NODES), field="payment_nodes-0-percent"
        )
    shares = shares_of(amount, [node.percent for node in nodes], [node.amount for node in nodes])
    for index, share in enumerate(shares):
        if not 0 < share <= WHOLE:
            raise PlanRefused(
                _("A share is more than 0 and at most 100 per cent."), field=_field(index, "percent")
            )
    if sentence := gap_words(sum(shares, Decimal(0)), amount, _left(amount, nodes)):
        raise PlanRefused(sentence, field=_field(len(nodes) - 1, "percent"))
    filled = [replace(node, percent=share) for node, share in zip(nodes, shares, strict=True)]
    planned = _with_amounts(amount, filled, shares)
    if dated:
        check_days(nodes)
    return planned


def _left(amount: Decimal, nodes: Sequence[Node]) -> Decimal | None:
    """Return what typed amounts leave of the whole, where nothing but amounts was typed."""
    amounts = [node.amount for node in nodes if node.percent is None and node.amount is not None]
    return amount - sum(amounts, Decimal(0)) if len(amounts) == len(nodes) else None


def check_days(nodes: Sequence[Node]) -> None:
    """Refuse the first instalment without a day that waits for nothing."""
    for index, node in enumerate(nodes):
        check_day(node.kind, node.planned_on, field=_field(index, "planned_on"))


def check_day(kind: str, planned_on: date | None, *, field: str) -> None:
    """Refuse an instalment without a day that waits for nothing."""
    if planned_on is None and waits_for(kind) is None:
        raise PlanRefused(_("This instalment waits for nothing: give its day."), field=field)


def _with_amounts(amount: Decimal, nodes: Sequence[Node], percents: Sequence[Decimal]) -> list[Node]:
    shares = split(amount, percents)
    amounts = [
        share if node.amount is None else node.amount for node, share in zip(nodes, shares, strict=True)
    ]
    if nodes[-1].amount is None:
        amounts[-1] = amount - sum(amounts[:-1], Decimal(0))
    for index, (part, share) in enumerate(zip(amounts, shares, strict=True)):
        if part <= 0 or part != part.quantize(FEN):
            raise PlanRefused(
                _("An instalment is more than nothing and ends at the fen."), field=_field(index, "amount")
            )
        if abs(part - share) > _slack(amount, len(nodes), last=index == len(nodes) - 1):
            raise PlanRefused(
                _(
                    "%(percent)s%% of the contract is %(share)s yuan.",
                    percent=f"{percents[index].normalize():f}",
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
    named = (f"{NodeKind(node.kind).label} {node.percent.normalize():f}%" for node in nodes if node.percent)
    return _(", ").join(named)

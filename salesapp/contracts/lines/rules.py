"""What a contract takes from its quotation: the sum that must agree, one rate, what is delivered in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from salesapp.contracts.rules import ContractRefused
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.words import gettext as _


def check_sum(amount: Decimal, lines_total: Decimal | None, *, number: str) -> None:
    """Refuse an amount other than what the lines come to: another sum is another version of the quotation."""
    if lines_total is not None and amount != lines_total:
        raise ContractRefused(
            _(
                "The lines of %(number)s come to ¥%(sum)s. Another amount takes another version of the quotation.",
                number=number, sum=f"{lines_total:,.2f}",
            ),
            field="amount",
        )  # fmt: skip


def main_rate(rates: Sequence[tuple[str, Decimal]], offered: Iterable[str], usual: str) -> str:
    """Return the rate of most of the sum, of those that a contract names; the rates of all lines stand beside them."""
    known = [(gross, rate) for rate, gross in rates if rate in set(offered)]
    return max(known)[1] if known else usual


def tax_words(own: Decimal, rates: Sequence[str]) -> str:
    """Say at which rate a contract is taxed: that of its lines, the one it names itself where it has none."""
    return _(", ").join(rate_words(rate) for rate in rates) if rates else f"{float(own):g}%"


def delivered(lines: Iterable[tuple[str, str, str, str]]) -> str:
    """Write what is delivered and how much: 排产软件 标准版 1 套；实施服务 27.5 人天."""
    return "；".join(
        " ".join(part for part in (name, spec, quantity, unit) if part)
        for name, spec, quantity, unit in lines
    )

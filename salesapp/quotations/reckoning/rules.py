"""How a quotation is reckoned: a line from its quantity, price and discount, the tax in it, a discount on the whole. Pure.

Each amount is rounded once, half a fen away from nothing. The tax is taken out of the rounded amount, what is left is the
net: so amount = tax + net on every line and in every sum. Totals are sums of what the lines show, never reckoned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesapp.quotations.rules import QuotationRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

FEN, HUNDRED, NOTHING = Decimal("0.01"), Decimal(100), Decimal(0)
#: What is free of tax, which is not the same as a rate of 0.
EXEMPT = "exempt"
#: The rates in force, as they are stored and in the order in which they are shown.
RATES = ("13", "9", "6", "5", "3", "1", "0", EXEMPT)
RATE_LABELS: Mapping[str, object] = {
    **{rate: f"{rate}%" for rate in RATES if rate != EXEMPT},
    EXEMPT: lazy_pgettext("tax rate", "Exempt"),
}
#: What stands instead of the tax of what is exempt.
NO_TAX = "***"
#: The most that a quotation may come to: what a page holds in one column.
MOST_TOTAL = Decimal("99999999999.99")


class Rounding(StrEnum):
    """To what the total is rounded down (抹零)."""

    NONE = ""
    JIAO = "0.1"
    YUAN = "1"
    TEN = "10"
    HUNDRED = "100"
    THOUSAND = "1000"


ROUNDING_LABELS = {
    Rounding.NONE: lazy_pgettext("rounding", "not rounded"),
    Rounding.JIAO: _l("to ten fen"),
    Rounding.YUAN: _l("to whole yuan"),
    Rounding.TEN: _l("to tens"),
    Rounding.HUNDRED: _l("to hundreds"),
    Rounding.THOUSAND: _l("to thousands"),
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line, or a whole, comes to."""

    gross: Decimal
    tax: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class RateSum:
    """The row of one rate in the summary of taxes."""

    rate: str
    label: str
    amounts: Amounts

    @property
    def is_exempt(self) -> bool:
        """Whether there is no rate."""
        return self.rate == EXEMPT


def rounded(value: Decimal) -> Decimal:
    """Return an amount to the fen, half a fen away from nothing."""
    return value.quantize(FEN, ROUND_HALF_UP)


def paid(quantity: Decimal, price: Decimal, off: Decimal) -> Decimal:
    """Return what a line comes to before it is rounded."""
    return quantity * price * (HUNDRED - off) / HUNDRED


def gross_of(quantity: Decimal, price: Decimal, off: Decimal = NOTHING, *, gift: bool = False) -> Decimal:
    """Return what a line comes to, rounded once; a gift keeps its price and comes to nothing."""
    return rounded(NOTHING) if gift else rounded(paid(quantity, price, off))


def taxed(gross: Decimal, rate: str) -> Amounts:
    """Take the tax out of a rounded amount."""
    percent = NOTHING if rate == EXEMPT else Decimal(rate)
    tax = rounded(gross * percent / (HUNDRED + percent))
    return Amounts(gross, tax, gross - tax)


def total(amounts: Iterable[Amounts]) -> Amounts:
    """Add up what lines show."""
    found = list(amounts)
    zero = rounded(NOTHING)
    return Amounts(
        sum((one.gross for one in found), zero),
        sum((one.tax for one in found), zero),
        sum((one.net for one in found), zero),
    )


def by_rate(lines: Iterable[tuple[str, Amounts]]) -> list[RateSum]:
    """Return the summary of taxes: a row for each rate that occurs, in the order of the rates; 0 % and exempt are two."""
    found: dict[str, list[Amounts]] = {}
    for rate, amounts in lines:
        found.setdefault(rate, []).append(amounts)
    order = [rate for rate in (*RATES, *found) if rate in found]
    return [RateSum(rate, rate_words(rate), total(found[rate])) for rate in dict.fromkeys(order)]


def rate_words(rate: str) -> str:
    """Return a rate as it is printed; one that is no longer in force too."""
    return str(RATE_LABELS.get(rate, f"{rate}%"))


def spread(discount: Decimal, grosses: Sequence[Decimal]) -> list[Decimal]:
    """Return each line's part of a discount on the whole: by amount, to the fen, the last line takes the rest.

    Lines that come to nothing or lower the whole bear none.
    """
    whole = sum((gross for gross in grosses if gross > 0), NOTHING)
    shares, reached, given = [], NOTHING, NOTHING
    for gross in grosses:
        if gross <= 0 or not discount:
            shares.append(rounded(NOTHING))
            continue
        reached += gross
        upto = rounded(discount * reached / whole)
        shares.append(upto - given)
        given = upto
    return shares


def whole_discount(gross: Decimal, discount: Decimal | None, rounding: str) -> Decimal:
    """Return the discount on the whole: what was typed, and what is rounded off."""
    left = gross - (discount or NOTHING)
    off = left % Decimal(rounding) if rounding and left > 0 else NOTHING
    return rounded((discount or NOTHING) + off)


def check_discount(discount: Decimal | None, gross: Decimal) -> None:
    """Refuse a discount on the whole that is below nothing, or more than the lines come to."""
    if discount is None:
        return
    if discount < 0:
        raise QuotationRefused(_("A discount is not below 0."), field="discount")
    if discount > max(gross, NOTHING):
        raise QuotationRefused(
            _("This is more than the lines come to: ¥%(sum)s.", sum=f"{gross:,.2f}"), field="discount"
        )


def check_total(gross: Decimal) -> None:
    """Refuse a quotation that comes to less than nothing, or to more than a page holds."""
    if gross < 0:
        raise QuotationRefused(
            _("The whole comes to ¥%(sum)s: a quotation is not below 0.", sum=f"{gross:,.2f}")
        )
    if gross > MOST_TOTAL:
        raise QuotationRefused(_("A quotation comes to ¥%(most)s at most.", most=f"{MOST_TOTAL:,.2f}"))

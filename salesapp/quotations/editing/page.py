"""What the editor of a quotation shows while one types: what each row comes to, the sums, who must agree."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesapp.chinese.capitals import in_capitals
from salesapp.policies.queries import policy
from salesapp.quotations.authority.queries import borders
from salesapp.quotations.authority.rules import (
    Asked,
    Borders,
    Level,
    blind,
    findings,
    off_of,
    off_words,
    reasons,
    roles_asked,
)
from salesapp.quotations.lines.forms import LinesField, Row
from salesapp.quotations.lines.rules import Line
from salesapp.quotations.products.models import Product
from salesapp.quotations.reckoning.rules import RateSum, by_rate, paid, spread, taxed, total, whole_discount
from salesapp.refusals import Refusal
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class RowFigures:
    """What a row comes to, and how that stands to the list."""

    index: int
    amount: str
    against: str


@dataclass(frozen=True)
class Figures:
    """What the rows come to as they are typed."""

    rows: Sequence[RowFigures]
    gross: str
    capitals: str
    rates: Sequence[RateSum]
    whole_off: str
    whole: str
    reasons: Sequence[str]
    asked: bool
    unread: int
    refusal: str = ""

    def of(self, row: Row) -> RowFigures:
        """Return the figures of a row."""
        return self.by_index.get(row.index) or RowFigures(row.index, "", "")

    @functools.cached_property
    def by_index(self) -> Mapping[int, RowFigures]:
        """The figures of rows by their place."""
        return {one.index: one for one in self.rows}


def figures(
    items: LinesField, listed: Sequence[Line], products: Mapping[int, Product], *, discount: Decimal | None, rounding: str,
    owner_role: str, floors: bool,
) -> Figures:  # fmt: skip
    """Return what the rows come to; ``listed`` are the lines that could be read, with their list prices, in order.

    ``floors``: whether who types sees the floors; who does not is told nothing that hangs on them (see ``blind``).
    """
    read = [row for row in items.rows if row.typed.line is not None]
    lines = list(zip(read, listed, strict=True))
    grosses = [line.amounts.gross if line.amounts else Decimal(0) for _row, line in lines]
    try:
        off = whole_discount(sum(grosses, Decimal(0)), discount, rounding)
        shares = spread(off, grosses)
    except (Refusal, ArithmeticError):
        off, shares = Decimal(0), [Decimal(0)] * len(grosses)
    amounts = [taxed(gross - share, line.rate) if line.amounts else None
               for (_row, line), gross, share in zip(lines, grosses, shares, strict=True)]  # fmt: skip
    sums = total(one for one in amounts if one)
    found = findings(_asked(listed, shares, products), borders(), without_list=_without())
    found = found if floors else blind(found)
    whole = next((one for one in found if one.no == 0), None)
    return Figures(
        rows=[RowFigures(row.index, yuan(one.gross) if one else "", _against(line, one.gross if one else None))
              for (row, line), one in zip(lines, amounts, strict=True)],
        gross=yuan(sums.gross), capitals=in_capitals(sums.gross), rates=by_rate(
            (line.rate, one) for (_row, line), one in zip(lines, amounts, strict=True) if one
        ),
        whole_off=yuan(off) if off else "", whole=off_words(whole.off) if whole else "",
        reasons=reasons(found, owner_role), asked=bool(roles_asked(found, owner_role)), unread=len(items.filled) - len(read),
        refusal=_("The whole comes to ¥%(sum)s: a quotation is not below 0.", sum=yuan(sums.gross)) if sums.gross < 0 else "",
    )  # fmt: skip


def _without() -> Level:
    return Level.SUPERVISOR if policy("quotation_unlisted") else Level.REP


def _asked(listed: Sequence[Line], shares: Sequence[Decimal], products: Mapping[int, Product]) -> list[Asked]:
    return [
        Asked(
            no, line.name, line.quantity, _paid(line) - share, line.list_price, line.floor_price,
            product.borders if (product := products.get(line.product_id or 0)) else Borders(),
            product is not None and product.is_not(line.name, line.spec, line.unit),
        )
        for no, (line, share) in enumerate(zip(listed, shares, strict=True), 1)
        if line.amounts is not None
    ]  # fmt: skip


def _paid(line: Line) -> Decimal:
    return Decimal(0) if line.gift else paid(line.quantity, line.price or Decimal(0), line.off)


def _against(line: Line, gross: Decimal | None) -> str:
    if gross is None or line.list_price is None or line.quantity < 0:
        return off_words(line.off) if line.off else ""
    return off_words(off_of(gross, line.list_price * line.quantity))

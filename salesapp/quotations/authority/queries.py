"""The borders of discount in force, and a quotation as it is judged by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from salesapp.policies.queries import policy
from salesapp.quotations.authority.rules import Asked, Borders, Finding, Level, findings
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import Listed
from salesapp.quotations.models import Quotation
from salesapp.quotations.reckoning.rules import paid

#: The settings that the way of a quotation hangs on.
SETTINGS = ("quotation_off_rep", "quotation_off_supervisor", "quotation_off_director", "quotation_unlisted")


def borders() -> Borders:
    """Return up to how many per cent off each role gives by itself."""
    return Borders(*(Decimal(policy(key)) for key in SETTINGS[:3]))


def judged(quotation: Quotation, instead: Mapping[int, Listed] = MappingProxyType({})) -> list[Finding]:
    """Judge a quotation by the borders in force and those of its products.

    ``instead`` is what the list says now of lines that were listed otherwise, by their place.
    """
    without_list = Level.SUPERVISOR if policy("quotation_unlisted") else Level.REP
    return findings(_asked(quotation.lines, instead), borders(), without_list=without_list)


def _asked(lines: Sequence[QuotationLine], instead: Mapping[int, Listed]) -> list[Asked]:
    by = {one.seq: instead.get(one.seq, Listed(one.list_price, one.floor_price)) for one in lines}
    return [
        Asked(
            one.seq, one.name, one.quantity, _paid(one), by[one.seq].listed, by[one.seq].floor,
            one.product.borders if one.product else Borders(),
            one.product is not None and one.product.is_not(one.name, one.spec, one.unit),
        )
        for one in lines
        if one.gross is not None
    ]  # fmt: skip


def _paid(one: QuotationLine) -> Decimal:
    """Return what is really paid for a line, before rounding: its part of the discount on the whole counts into it."""
    if one.gift:
        return Decimal(0)
    return paid(one.quantity, one.price or Decimal(0), one.off) - one.share

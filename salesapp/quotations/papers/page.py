"""The values of what goes out of the house: nothing that is internal is even handed over to the paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from salesapp.chinese.capitals import in_capitals
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.page import tax_words
from salesapp.quotations.papers.rules import TITLES, Kind, Line, Paper
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import NO_TAX, rate_words
from salesapp.quotations.rules import OUTWARD
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def paper(quotation: Quotation, kind: Kind) -> Paper:
    """Return what goes out of a quotation."""
    rows = [_line(one, kind) for one in quotation.lines]
    terms = [
        (_("Delivery time"), quotation.delivery_cycle),
        (_("Terms of payment"), quotation.payment_terms if kind.has_total else None),
        (_("Warranty"), quotation.warranty), (_("Remarks"), quotation.remark),
    ]  # fmt: skip
    return Paper(
        title=str(TITLES[kind]), number=quotation.label, is_draft=quotation.status not in OUTWARD, kind=kind,
        customer=quotation.customer.full_name, contact=quotation.contact.name if quotation.contact else "",
        owner=quotation.owner.name, phone=quotation.owner.phone or "", quoted_on=iso(quotation.quoted_on),
        valid_until=iso(quotation.valid_until), lines=rows,
        has_off=any(one.off for one in rows), has_notes=any(one.note for one in rows),
        whole_off=f"¥{yuan(quotation.whole_off)}" if quotation.whole_off and kind.has_total else "",
        total=f"¥{yuan(quotation.gross)}" if kind.has_total else "",
        capitals=in_capitals(quotation.gross) if kind.has_total else "",
        taxes=_taxes(quotation) if kind.has_total else [],
        terms=[(label, words) for label, words in terms if words],
    )  # fmt: skip


def _taxes(quotation: Quotation) -> list[tuple[str, str]]:
    return [(one.label, NO_TAX if one.is_exempt else yuan(one.amounts.tax)) for one in quotation.rates]


def _line(one: QuotationLine, kind: Kind) -> Line:
    gift = _("Gift") if one.as_line().is_free else ""
    shown = kind.has_prices
    return Line(
        one.seq, one.name, one.spec, one.unit, plain(one.quantity), price_words(one.price) if shown else "",
        f"{plain(one.off)}%" if shown and one.off and not gift else "", rate_words(one.rate) if kind.has_total else "",
        (gift or yuan(one.gross)) if shown else "", tax_words(one) if shown else "",
        "；".join(part for part in (gift if not shown else "", one.note) if part),
    )  # fmt: skip


def columns() -> list[tuple[Any, int]]:
    """Return the heads of the workbook."""
    return [
        (_("No."), 6), (_("Item name"), 30), (_("Specification"), 20), (_("Unit"), 8), (_("Quantity"), 12),
        (_("Unit price (tax included)"), 16), (_("Per cent off"), 10), (_("Tax rate"), 8), (_("Amount (yuan)"), 18),
        (_("Tax amount"), 14),        (_("Remarks"), 24),
    ]  # fmt: skip


def rows(quotation: Quotation) -> list[list[Any]]:
    """Return the rows of the workbook: the lines as they are stored, then the sums."""
    found: list[list[Any]] = [
        [one.seq, one.name, one.spec, one.unit, one.quantity, one.price, one.off or None, rate_words(one.rate), one.gross,
         NO_TAX if one.rate == "exempt" else one.tax, one.note]
        for one in quotation.lines
    ]  # fmt: skip
    blank: list[Any] = [None] * 6
    if quotation.whole_off:
        found.append(
            ["", _("Discount on the whole (in the lines)"), *blank, Decimal(quotation.whole_off), None, ""]
        )
    found.append(["", _("Total"), *blank, quotation.gross, quotation.tax, in_capitals(quotation.gross)])
    return found

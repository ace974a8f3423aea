"""Two quotations side by side, as a page shows them."""

from __future__ import annotations

from typing import Any

from salesapp.quotations.compare.rules import CHANGE_LABELS, TONES, Change, Compared, compared
from salesapp.quotations.lines.forms import CELL_LABELS
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def page(older: Quotation, newer: Quotation) -> dict[str, Any]:
    """Return both heads and every line, with what differs."""
    found = compared([_words(one) for one in older.lines], [_words(one) for one in newer.lines])
    heads = zip(_head(older), _head(newer), strict=True)
    return {
        "older": older, "newer": newer, "lines": [_line(one) for one in found],
        "heads": [(label, before, after) for (label, before), (_label, after) in heads],
        "same": sum(one.change is Change.SAME for one in found),
    }  # fmt: skip


def _words(one: QuotationLine) -> dict[str, str]:
    return {
        "product_id": str(one.product_id or ""), "name": one.name, "spec": one.spec, "unit": one.unit,
        "quantity": plain(one.quantity), "price": price_words(one.price), "off": f"{plain(one.off)}%",
        "rate": rate_words(one.rate), "gift": _("Gift") if one.gift else "", "note": one.note,
        "amount": yuan(one.gross) if one.gross is not None else "/",
    }  # fmt: skip


def _line(one: Compared) -> dict[str, Any]:
    shown = one.after or one.before or {}
    labels = {**CELL_LABELS, "amount": _("Amount")}
    before = one.before or {}
    return {
        "name": shown["name"], "spec": shown["spec"], "change": CHANGE_LABELS[one.change], "tone": TONES[one.change],
        "is_same": one.change is Change.SAME,
        "cells": [(labels[name], before.get(name) or "/", shown.get(name) or "/") for name in labels if name in one.differs],
        "amount": shown["amount"], "before": before.get("amount", ""),
    }  # fmt: skip


def _head(one: Quotation) -> list[tuple[str, str]]:
    return [
        (_("Total"), f"¥{yuan(one.gross)}"), (_("Discount on the whole"), f"¥{yuan(one.whole_off)}"),
        (_("Quoted on"), iso(one.quoted_on)), (_("Quotation valid until"), iso(one.valid_until)),
        (_("Delivery time"), one.delivery_cycle or "/"), (_("Terms of payment"), one.payment_terms or "/"),
        (_("Warranty"), one.warranty or "/"), (_("Remarks"), one.remark or "/"),
    ]  # fmt: skip

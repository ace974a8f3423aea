"""Days, amounts and words in the cells of a bank's statement. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from salesapp.reading.tables.book import Cell, Kind

DAYS = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?"),
)
#: What goes out stands with a minus before or behind it, or within brackets.
AMOUNT = re.compile(
    r"(?P<open>\(?)(?P<sign>[+-]?)(?:¥|RMB|CNY|人民币)?(?P<inner>-?)(?P<figures>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)元?"
    r"(?P<after>-?)(?P<close>\)?)"
)


def text_of(cell: Cell) -> str:
    """Return what a cell says, half width, on one line."""
    return " ".join(unicodedata.normalize("NFKC", cell.text).split()) if cell.says else ""


def read_day(text: str) -> date | None:
    """Return a day as banks write it: 2026/11/20 09:12:05, 20261123, 2026年11月26日."""
    for pattern in DAYS:
        found = pattern.fullmatch(text)
        if found:
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                return None
    return None


def read_amount(cell: Cell) -> Decimal | None:
    """Return an amount of a cell; None where there is none, or where it is no plain number."""
    if not cell.says:
        return None
    text = text_of(cell).replace(" ", "")
    if cell.kind is Kind.NUMBER:
        try:
            return Decimal(text).quantize(Decimal("0.01"))
        except InvalidOperation:
            return None
    found = AMOUNT.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [mark for mark in (found["sign"], found["inner"], found["open"], found["after"]) if mark]
    amount = Decimal(found["figures"].replace(",", ""))
    if len(signs) > 1:
        return None
    return -amount if signs and signs[0] != "+" else amount

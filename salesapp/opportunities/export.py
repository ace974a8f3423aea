"""The list of opportunities as a workbook: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from salesapp.documents.registry import spec
from salesapp.opportunities.cards import Card
from salesapp.words import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = (
    "number",
    "name",
    "customer",
    "key_contact",
    "owner",
    "grade",
    "stage",
    "win_rate",
    "amount",
    "expected_close_on",
)
WIDTHS = (14, 36, 28, 12, 10, 8, 14, 8, 16, 14, 14)


def workbook(cards: Iterable[Card]) -> tuple[io.BytesIO, int]:
    """Return the file and how many opportunities it holds; amounts and dates are numbers and dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Opportunities"))
    for letter, width in zip("ABCDEFGHIJK", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
    heads = [str(spec(f"F06.{key}").label) for key in FIELDS] + [_("Next follow-up")]
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    rows = 0
    for card in cards:
        sheet.append(_row(sheet, card))
        rows += 1
    target = io.BytesIO()
    book.save(target)
    target.seek(0)
    return target, rows


def _row(sheet, card: Card) -> list:
    words = (
        card.number,
        card.name,
        card.customer,
        card.contact or "",
        card.owner,
        card.grade,
        card.stage_label,
    )
    amount = WriteOnlyCell(sheet, value=card.amount)
    amount.number_format = "#,##0.00"
    dates = [WriteOnlyCell(sheet, value=day) for day in (card.expected_close_on, card.pace.due_on)]
    for cell in dates:
        cell.number_format = "yyyy-mm-dd"
    return [*(_text(sheet, word) for word in words), f"{card.win_rate}%", amount, *dates]


def _text(sheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # a name that begins with = is a name, never a formula
    if bold:
        cell.font = Font(bold=True)
    return cell

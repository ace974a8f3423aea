"""The list of contracts as a workbook: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from salesapp.contracts.lists import Line
from salesapp.contracts.words import GLOBALS, status_words
from salesapp.documents.registry import spec
from salesapp.web.formats import iso
from salesapp.words import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (18, 32, 24, 16, 10, 10, 13, 14, 13)


def workbook(lines: Iterable[Line]) -> tuple[io.BytesIO, int]:
    """This function will return the file and how many contracts it holds."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Contracts"))
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, head, bold=True) for head in _heads()])
    rows = 0
    for line in lines:
        sheet.append([_cell(sheet, value) for value in _values(line)])
        rows += 1
    target = io.BytesIO()
    book.save(target)
    target.seek(0)
    return target, rows


def _heads() -> list[str]:
    labels = [str(spec(f"F11.{key}").label) for key in ("number", "name", "customer", "amount")]
    return [*labels, _("State"), _("Owner"), _("Signed on"), _("Hand-off"), _("Hand-off due on")]


def _values(line: Line) -> list:
    return [
        line.number, line.name, line.customer, line.amount, status_words(line.status), line.owner, iso(line.signed_on),
        GLOBALS["handoff_words"](line.handoff_status) if line.handoff_status else "", iso(line.handoff_due_on),
    ]  # fmt: skip


def _cell(sheet, value, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, float(value))  # Excel has no other number; fen survive up to 10^13 yuan
        cell.number_format = "#,##0.00"
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell

"""A list as a workbook: text stays text whatever it begins with, amounts are numbers, days are dates.

The library is read in by the first workbook: with what it brings along it is a tenth of an idle process.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(
    title: str, columns: Sequence[tuple[Any, int]], rows: Iterable[Sequence[Any]], *, kept: int = 2
) -> tuple[io.BytesIO, int]:
    """Return the file and how many rows it holds.

    `columns` are (head, width in characters); `kept` is how many columns stay in sight, beside the heads. A ``Decimal``
    is an amount in yuan.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for number, (_head, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"{get_column_letter(kept + 1)}2"
    sheet.append([_text(sheet, head, bold=True) for head, _width in columns])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  the last number is the answer
        sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    target.seek(0)
    return target, count


def _cell(sheet, value: Any) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Decimal | date):
        cell = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = _figures(value) if isinstance(value, Decimal) else "yyyy-mm-dd"
        return cell
    return _text(sheet, "" if value is None else value)


def _figures(value: Decimal) -> str:
    """Return the format of a number: two places, and as many more as it has."""
    return "#,##0.00" + "#" * max(0, -int(value.normalize().as_tuple().exponent) - 2)


def _text(sheet, text: Any, *, bold: bool = False) -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(text)))
    cell.data_type = "s"  # a name that begins with = is a name, never a formula
    if bold:
        cell.font = Font(bold=True)
    return cell

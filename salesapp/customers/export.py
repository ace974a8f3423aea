"""The list of customers as a workbook: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from salesapp.customers import industries, phones, regions
from salesapp.customers.lists import Line
from salesapp.documents.registry import spec
from salesapp.web import clock
from salesapp.words import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (14, 36, 18, 10, 10, 10, 24, 28, 12, 12, 18, 18, 18)


def workbook(lines: Iterable[Line]) -> tuple[io.BytesIO, int]:
    """Return the file and how many customers it holds; numbers of people are masked as in the list (PIPL 51)."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Customers"))
    for letter, width in zip("ABCDEFGHIJKLM", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
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
    keys = (
        "number",
        "full_name",
        "short_name",
        "kind",
        "tier",
        "activity_level",
        "industry",
        "region",
        "owner",
    )
    people = ("contact.name", "contact.title", "contact.mobile")
    return [str(spec(f"F01.{key}").label) for key in (*keys, *people)] + [_("Last contact")]


def _values(line: Line) -> list[str]:
    return [
        line.number, line.full_name, line.short_name or "", _label("kind", line.kind), _label("tier", line.tier),
        _label("activity_level", line.activity_level), industries.words(line.industry), regions.words(line.region),
        line.owner_name or "", line.contact_name or "", line.contact_title or "", phones.masked(line.contact_mobile),
        f"{clock.local(line.last_contact_at):%Y-%m-%d %H:%M}" if line.last_contact_at else "",
    ]  # fmt: skip


def _label(key: str, code: str) -> str:
    return str(spec(f"F01.{key}").label_of(code))


def _cell(sheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # a name that begins with = is a name, never a formula
    if bold:
        cell.font = Font(bold=True)
    return cell

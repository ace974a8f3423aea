"""A list as a workbook: text stays text whatever it begins with, amounts are numbers, days are dates.

The file is written row by row as it is read from the database: a library of cells takes fourteen times as long for the same
file, and the list of a large team has a million of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a title of a sheet must not hold, and how long it may be.
NOT_IN_TITLE, LONGEST_TITLE = re.compile(r"[\\*?:/\[\]]"), 31
#: The first day of the calendar of a workbook, counted from 0.
EPOCH = date(1899, 12, 30)
BATCH = 500  # rows that are written at once
DAY, PLAIN, BOLD = "yyyy-mm-dd", 0, 1
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
}


def write(
    title: str, columns: Sequence[tuple[Any, int]], rows: Iterable[Sequence[Any]], *, kept: int = 2
) -> tuple[io.BytesIO, int]:
    """Return the file and how many rows it holds.

    `columns` are (head, width in characters); `kept` is how many columns stay in sight, beside the heads. A ``Decimal``
    is an amount in yuan.
    """
    target, written = io.BytesIO(), _Rows(len(columns))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in _PARTS.items():
            book.writestr(name, _HEAD + text)
        book.writestr("xl/workbook.xml", _HEAD + _book(title))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _opening(columns, kept)).encode())
            sheet.write(written.row([head for head, _width in columns], BOLD).encode())
            for some in written.batches(rows):
                sheet.write(some.encode())
            sheet.write(b"</sheetData></worksheet>")
        book.writestr("xl/styles.xml", _HEAD + _styles(written.formats))
    target.seek(0)
    return target, written.count - 1


class _Rows:
    """The rows of a sheet as they are written, with the formats of numbers that were needed."""

    def __init__(self, columns: int):
        self.letters = [_letters(number) for number in range(1, columns + 1)]
        self.formats: dict[str, int] = {}
        self.count = 0

    def batches(self, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        """Yield rows as text, many at once."""
        some: list[str] = []
        for row in rows:
            some.append(self.row(row))
            if len(some) == BATCH:
                yield "".join(some)
                some.clear()
        yield "".join(some)

    def row(self, values: Sequence[Any], style: int = PLAIN) -> str:
        """Return one row; an empty value has no cell."""
        self.count += 1
        at = self.count
        cells = [
            self._cell(f"{letter}{at}", value, style)
            for letter, value in zip(self.letters, values, strict=True)
            if value is not None and value != ""
        ]
        return f'<row r="{at}">{"".join(cells)}</row>'

    def _cell(self, at: str, value: Any, style: int) -> str:
        if isinstance(value, Decimal):
            return f'<c r="{at}" s="{self._style(_figures(value))}"><v>{value:f}</v></c>'
        if isinstance(value, date):
            return f'<c r="{at}" s="{self._style(DAY)}"><v>{_serial(value)}</v></c>'
        text = escape(ILLEGAL.sub("", str(value)))
        styled = f' s="{style}"' if style else ""
        return f'<c r="{at}" t="inlineStr"{styled}><is><t xml:space="preserve">{text}</t></is></c>'

    def _style(self, number_format: str) -> int:
        return self.formats.setdefault(number_format, BOLD + 1 + len(self.formats))


def _letters(number: int) -> str:
    """Return what a column is called: A, B … Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _serial(day: date) -> str:
    """Return a day, or a moment, as a workbook counts it."""
    days = day.toordinal() - EPOCH.toordinal()
    if not isinstance(day, datetime):
        return str(days)
    return f"{days + (day.hour * 3600 + day.minute * 60 + day.second) / 86400:.15g}"


def _figures(value: Decimal) -> str:
    """Return the format of a number: two places, and as many more as it has."""
    return "#,##0.00" + "#" * max(0, -int(value.normalize().as_tuple().exponent) - 2)


def _book(title: str) -> str:
    named = quoteattr(NOT_IN_TITLE.sub(" ", ILLEGAL.sub("", title))[:LONGEST_TITLE])
    sheets = f'<sheets><sheet name={named} sheetId="1" r:id="rId1"/></sheets>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'


def _opening(columns: Sequence[tuple[Any, int]], kept: int) -> str:
    """Return what stands above the rows: the heads stay in sight with the first columns, and how wide each is."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_head, width) in enumerate(columns, 1)
    )
    split = f'xSplit="{kept}" ySplit="1" topLeftCell="{_letters(kept + 1)}2" activePane="bottomRight" state="frozen"'
    view = f'<sheetViews><sheetView workbookViewId="0"><pane {split}/></sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{view}<cols>{widths}</cols><sheetData>'


def _styles(formats: dict[str, int]) -> str:
    """Return the styles: plain, bold for the heads, and one for each format of numbers."""
    named = "".join(
        f'<numFmt numFmtId="{164 + style}" formatCode={quoteattr(code)}/>' for code, style in formats.items()
    )
    numbered = f'<numFmts count="{len(formats)}">{named}</numFmts>' if formats else ""
    font = '<sz val="11"/><name val="Calibri"/>'
    xf = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0" {}/>'
    looks = [xf.format(0, 0, ""), xf.format(0, 1, 'applyFont="1"')]
    looks += [xf.format(164 + style, 0, 'applyNumberFormat="1"') for style in formats.values()]
    return (
        f'<styleSheet xmlns="{_MAIN}">{numbered}<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )

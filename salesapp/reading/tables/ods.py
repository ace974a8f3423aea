"""Tables of OpenDocument (ods), streamed: a row that says it is repeated a million times, and is empty, costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

from salesapp.reading.tables import number_formats
from salesapp.reading.tables.book import EPOCH_1900, Cell, Kind, Merge, Row, Sheet, Workbook
from salesapp.reading.tables.limits import MOST_SHEETS, Unread, Why
from salesapp.reading.tables.measure import Measure
from salesapp.reading.tables.packages import entry, opened

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
ERROR = re.compile(r"#(?:N/A|NAME\?|DIV/0!|REF!|VALUE!|NUM!|NULL!)|Err:\d+")
NUMBERS = ("float", "currency", "percentage")


def _name(short: str) -> str:
    space, _colon, name = short.partition(":")
    return f"{{{SPACES[space]}}}{name}"


TABLE, ROW, COLUMN, STYLE = map(
    _name, ("table:table", "table:table-row", "table:table-column", "style:style")
)
CELL, COVERED, NULL_DATE = map(_name, ("table:table-cell", "table:covered-table-cell", "table:null-date"))
ROWS, COLUMNS = _name("table:number-rows-repeated"), _name("table:number-columns-repeated")
ROWS_OVER, COLUMNS_OVER = _name("table:number-rows-spanned"), _name("table:number-columns-spanned")
VISIBILITY, FORMULA, KIND = map(_name, ("table:visibility", "table:formula", "office:value-type"))


def read(data: bytes) -> Workbook:
    """Return all tables of a document."""
    with opened(data) as package:
        with entry(package, "META-INF/manifest.xml") as source:
            if b"encryption-data" in source.read():
                raise Unread(Why.ENCRYPTED)
        with entry(package, "content.xml") as source:
            reading = _Reading()
            for event, element in ElementTree.iterparse(source, ("start", "end")):
                reading.take(event, element)
    return Workbook("ods", tuple(reading.sheets), epoch=reading.epoch)


class _Reading:
    """What was met so far of a document, from its styles to its tables."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.epoch = EPOCH_1900
        self.unseen: set[str] = set()  # styles of hidden tables
        self.measure = Measure()
        self.depth = 0

    def take(self, event: str, element: Any) -> None:
        """Take one start or end of an element."""
        tag = element.tag
        if tag == TABLE:
            self.depth += 1 if event == "start" else -1
            if self.depth == 1 and event == "start":
                self._begin()
            elif self.depth == 0:
                self._finish(element)
        elif event == "start":
            return
        elif tag == ROW and self.depth == 1:
            self._row(element)
            element.clear()
        elif tag == COLUMN and self.depth == 1:
            self._column(element)
        elif tag == STYLE:
            properties = element.find("style:table-properties", SPACES)
            if properties is not None and properties.get(_name("table:display")) == "false":
                self.unseen.add(element.get(_name("style:name"), ""))
        elif tag == NULL_DATE and element.get(_name("table:date-value")):
            self.epoch = date.fromisoformat(element.get(_name("table:date-value")))

    def _begin(self) -> None:
        if len(self.sheets) == MOST_SHEETS:
            raise Unread(Why.TOO_MANY_SHEETS)
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.hidden_columns: set[int] = set()
        self.number = self.columns = 0
        self.measure.start()

    def _finish(self, table: Any) -> None:
        hidden = table.get(_name("table:style-name")) in self.unseen
        name = table.get(_name("table:name"), "")
        self.sheets.append(
            Sheet(name, tuple(self.rows), hidden, frozenset(self.hidden_columns), tuple(self.merges))
        )
        table.clear()

    def _column(self, element: Any) -> None:
        count = int(element.get(COLUMNS, "1"))
        if element.get(VISIBILITY, "visible") != "visible":
            self.hidden_columns |= set(range(self.columns + 1, min(self.columns + count, 16384) + 1))
        self.columns += count

    def _row(self, element: Any) -> None:
        first, self.number = self.number + 1, self.number + int(element.get(ROWS, "1"))
        cells = dict(self._cells(element, first))
        for number in range(first, self.number + 1) if cells else ():
            self.measure.add(cells)
            self.rows.append(Row.of(number, cells, None, element.get(VISIBILITY, "visible") != "visible"))

    def _cells(self, row: Any, number: int) -> Iterator[tuple[int, Cell]]:
        place = 0
        for element in row:
            if element.tag not in (CELL, COVERED):
                continue
            first, place = place + 1, place + int(element.get(COLUMNS, "1"))
            down, across = int(element.get(ROWS_OVER, "1")), int(element.get(COLUMNS_OVER, "1"))
            if down > 1 or across > 1:
                self.merges.append(Merge(number, first, number + down - 1, first + across - 1))
            found = _cell(element) if len(element) or element.get(FORMULA) else None
            if found is not None:
                for column in range(first, min(place, first + 16384) + 1):
                    yield column, found


def _cell(element: Any) -> Cell | None:
    kind = element.get(_name("calcext:value-type")) or element.get(KIND)
    text = "\n".join(_text(one) for one in element.iterfind("text:p", SPACES))
    formula = element.get(FORMULA) is not None
    if kind == "error" or (formula and ERROR.fullmatch(text)):
        return Cell(Kind.ERROR, text)
    if kind in NUMBERS:
        number = number_formats.plain(element.get(_name("office:value"), ""))
        padded = text.isdecimal() and len(text) > len(number)
        return Cell(Kind.NUMBER, number, "0" * len(text) if padded else "")
    if kind == "date":
        written = element.get(_name("office:date-value"), "")
        return Cell(Kind.DATE, written.removesuffix("T00:00:00"))
    if formula and kind is None and not text:
        return Cell(Kind.UNKEPT, "")
    text = text or element.get(_name("office:string-value"), "")
    return Cell(Kind.TEXT, text) if text.strip() else None


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph; blanks and tabs are elements here."""
    pieces = [paragraph.text or ""]
    for one in paragraph:
        name = one.tag.rpartition("}")[2]
        if name == "s":
            pieces.append(" " * min(int(one.get(_name("text:c"), "1")), 1000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            pieces.append(_text(one))
        pieces.append(one.tail or "")
    return "".join(pieces)

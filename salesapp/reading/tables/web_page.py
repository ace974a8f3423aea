"""Tables of a web page, which many systems export under the name of .xls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from salesapp.reading.tables.book import Cell, Kind, Merge, Row, Sheet, Workbook
from salesapp.reading.tables.encodings import decoded
from salesapp.reading.tables.limits import MOST_COLUMNS, MOST_SHEETS, Unread, Why
from salesapp.reading.tables.measure import Measure
from salesapp.reading.tables.number_formats import plain

CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table|style|div)\b",
    re.I | re.S,
)
#: Beyond these a web page's table says nothing that is meant.
LONGEST_SPAN = 1000


def is_page(text: str) -> bool:
    """Tell whether a text is a web page with a table, or a part of one."""
    return bool(PAGE.match(text[:5000])) and bool(re.search(r"<t[rdh][\s>]", text, re.IGNORECASE))


def declared(data: bytes) -> str | None:
    """Return the encoding that a page names: whoever says gb2312 means all of GB 18030."""
    found = CHARSET.search(data[:4096])
    name = found[1].decode().lower() if found else ""
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name) or None


def text_of(data: bytes) -> tuple[str, str]:
    """Return a page in the encoding that it names where that reads it, else in the one that does."""
    name = declared(data)
    try:
        return (data.decode(name), name) if name else decoded(data)
    except (UnicodeDecodeError, LookupError):
        return decoded(data)


def read(text: str, encoding: str) -> Workbook:
    """Return the tables of a page, each as a sheet."""
    page = _Page()
    page.feed(text)
    page.close()
    sheets = [sheet for sheet in page.sheets if sheet.rows]
    if not sheets:
        raise Unread(Why.EMPTY)
    return Workbook("html", tuple(sheets), encoding=encoding)


class _Page(HTMLParser):
    """Collects the outermost tables; one inside a cell is that cell's text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self.measure = Measure()
        self.depth = self.number = 0
        self.words: list[str] | None = None  # of the open cell
        self.unread = ""  # style or script

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        asked = dict(attributes)
        if tag in ("style", "script"):
            self.unread = tag
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._begin()
        elif self.depth == 1 and tag == "tr":
            self._end_row()
            self.number, self.column = self.number + 1, 0
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self.words, self.asked = [], asked
        elif tag in ("br", "p") and self.words:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unread:
            self.unread = ""
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._finish()
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self.depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.words is not None and not self.unread:
            self.words.append(data)

    def _begin(self) -> None:
        if len(self.sheets) == MOST_SHEETS:
            raise Unread(Why.TOO_MANY_SHEETS)
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.covered: dict[int, int] = {}  # column → last row that a cell above reaches
        self.cells: dict[int, Cell] = {}
        self.number = self.column = 0
        self.measure.start()

    def _finish(self) -> None:
        self._end_row()
        self.sheets.append(Sheet("", tuple(self.rows), merges=tuple(self.merges)))

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells:
            self.measure.add(self.cells)
            self.rows.append(Row.of(self.number, self.cells))
        self.cells = {}

    def _end_cell(self) -> None:
        if self.words is None:
            return
        text, self.words = "".join(self.words), None
        self.column += 1
        while self.covered.get(self.column, 0) >= self.number:
            self.column += 1
        first, across, down = self.column, _span(self.asked, "colspan"), _span(self.asked, "rowspan")
        self.column += across - 1
        if self.column > MOST_COLUMNS * 64:
            raise Unread(Why.TOO_MANY_COLUMNS)
        if across > 1 or down > 1:
            self.merges.append(Merge(self.number, first, self.number + down - 1, self.column))
            self.covered |= dict.fromkeys(range(first, self.column + 1), self.number + down - 1)
        if text.strip():
            self.cells[first] = _cell(text, "x:num" in self.asked)


def _span(asked: dict[str, str | None], name: str) -> int:
    written = asked.get(name) or "1"
    return min(max(int(written), 1), LONGEST_SPAN) if written.isdecimal() else 1


def _cell(text: str, number: bool) -> Cell:
    text = text.strip("\n\r\t ")
    return Cell(Kind.NUMBER, plain(text)) if number else Cell(Kind.TEXT, text)

"""Text with columns: by comma, semicolon or tab, cells perhaps in quotes, with breaks inside them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from salesapp.reading.tables.book import Cell, Kind, Row, Sheet, Workbook
from salesapp.reading.tables.encodings import UNPRINTABLE
from salesapp.reading.tables.limits import Unread, Why
from salesapp.reading.tables.measure import Measure

SEPARATORS = ("\t", ",", ";", "|")
HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
JUDGED = 50  # rows
#: What stands between the words of a line that somebody typed in a chat.
BLANKS = re.compile(r"\s*，\s*|\s+")
csv.field_size_limit(1_000_000)


def read(text: str, encoding: str, name: str = "") -> Workbook:
    """Return a text as a workbook of one sheet."""
    if UNPRINTABLE.search(text[:100_000]):
        raise Unread(Why.NO_TABLE)
    hint = HINT.match(text)
    skipped = 1 if hint else 0
    separator = hint[1] if hint else separator_of(text)
    body = text[hint.end() :] if hint else text
    try:
        rows = _rows(body, separator, skipped)
    except csv.Error as error:
        raise Unread(Why.BROKEN) from error
    if not rows:
        raise Unread(Why.EMPTY)
    return Workbook("text", (Sheet(name, tuple(rows)),), encoding=encoding)


def spaced(text: str) -> str:
    """Return pasted lines with a tab where a chat has blanks or a wide comma between the words; a table as it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or any(_evenness(text[:200_000], separator) > (0, 0) for separator in SEPARATORS):
        return text
    parted = [BLANKS.sub("\t", line.strip()) for line in lines]
    return "\n".join(parted) if sum("\t" in line for line in parted) * 2 > len(parted) else text


def separator_of(text: str) -> str:
    """Return what parts the columns: what gives most rows the same number of cells, more than one."""
    judged = {separator: _evenness(text[:200_000], separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: judged[separator])
    return best if judged[best] > (0, 0) else ","


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have the commonest number of cells, and that number; nothing for one column."""
    try:
        rows = _first(text, separator)
    except csv.Error:
        return 0, 0
    counted = Counter(len(row) for row in rows if len(row) > 1)
    if not counted:
        return 0, 0
    width, count = max(counted.items(), key=lambda one: (one[1], one[0]))
    return (count, width) if rows and len(rows[0]) > 1 or count > 1 else (0, 0)


def _first(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row, _number in zip(reader, range(JUDGED), strict=False) if row]


def _rows(text: str, separator: str, skipped: int) -> list[Row]:
    measure, rows, line = Measure(), [], skipped
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for number, values in enumerate(reader, 1 + skipped):
        cells = {place: Cell(Kind.TEXT, value) for place, value in enumerate(values, 1) if value.strip()}
        if cells:
            measure.add(cells)
            rows.append(Row.of(number, cells, line + 1))
        line = reader.line_num + skipped
    return rows

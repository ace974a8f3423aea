"""Rows below a header that are none of the table's own: sums, notes, a signature, the header once more. Said, never an error."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from salesapp.chinese.texts import line
from salesapp.reading.tables.book import Cell, Row, Sheet
from salesapp.reading.tables.headers import Header, plain


class Passed(StrEnum):
    """Why a row is passed over."""

    SUM = "sum"
    NOTE = "note"
    HEADER = "header"
    NOTHING = "nothing"


SUM = re.compile(
    r"(?:.{0,20}\s)?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|总\s*数|sub-?total|grand total|total)"
    r"(?:\(.*\))?:?(?:\d+[户家条])?",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:注|备注|附注|说明|附|制表人?|填表人?|填报人?|审核人?|复核人?|审批人?|经办人?|负责人|签字|签名|盖章|日期|打印(?:时间|日期)?|联系人"
    r"|联系电话|page|第\d+页)\s*:.*|(?:第\d+页.*|共\d+页|以下空白|\(以下空白\))|[*※].*",
    re.IGNORECASE,
)
#: What people write for “nothing”.
NOTHING = frozenset(
    ("", "-", "--", "—", "——", "/", "\\", "无", "没有", "暂无", "n/a", "na", "null", "none", "空", ".")
)


def passed_over(row: Row, header: Header, key: int | None) -> Passed | None:
    """Return why a row is none of the table's own; ``key`` is the column that names what each row is about."""
    words = {column: _words(cell) for column, cell in row.cells.items()}
    if all(word.casefold() in NOTHING for word in words.values()) and not _unread(row):
        return Passed.NOTHING
    name = words.get(key or 0, "")
    if any(SUM.fullmatch(word) for word in ([name] if name else words.values())):
        return Passed.SUM
    first = next((word for word in words.values() if word), "")
    if NOTE.fullmatch(name or first):
        return Passed.NOTE
    if _repeats(row, header):
        return Passed.HEADER
    return None


def says_nothing(text: str) -> bool:
    """Tell whether a text stands for nothing: 无, -, /."""
    return unicodedata.normalize("NFKC", line(text)).casefold() in NOTHING


class Filled(NamedTuple):
    """A row with what it shares with rows above it in one merged cell; ``above`` has the first row of each such column."""

    row: Row
    above: Mapping[int, int]


def filled_down(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Filled]:
    """Yield rows of a sheet, in order, with the cells that they share with rows above them."""
    numbers = [row.number for row in rows]
    first = {row.number: row for row in sheet.rows} if sheet.merges else {}
    shared: dict[int, dict[int, int]] = {}
    for merge in sheet.merges:
        above = first.get(merge.top)
        if merge.bottom > merge.top and above is not None and merge.left in above.cells:
            low, high = bisect_right(numbers, merge.top), bisect_right(numbers, merge.bottom)
            for number in numbers[low:high]:
                shared.setdefault(number, {})[merge.left] = merge.top
    for row in rows:
        tops = shared.get(row.number, {})
        added = {
            column: first[top].cells[column] for column, top in tops.items() if column not in row.columns
        }
        yield Filled(_with(row, added), tops)


def _with(row: Row, added: Mapping[int, Cell]) -> Row:
    return Row.of(row.number, {**row.cells, **added}, row.line, row.hidden) if added else row


def _words(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", line(cell.text)) if cell.says else ""


def _unread(row: Row) -> bool:
    return any(not cell.says for cell in row.cells.values())


def _repeats(row: Row, header: Header) -> bool:
    names = {head.column: head.name for head in header.heads}
    first = next(iter(row.cells.items()))
    if plain(first[1].text) != names.get(first[0]):
        return False
    same = sum(plain(cell.text) == names.get(column) for column, cell in row.cells.items())
    return same > 1 and same * 2 > len(row.cells)

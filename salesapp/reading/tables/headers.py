"""Where a table's header stands, and what each column is called: below titles and a line of units, perhaps in two lines.

Which words are headers is the caller's knowledge: ``known`` says of a word whether it names a field.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesapp.chinese.texts import line
from salesapp.reading.tables.book import Cell, Kind, Merge, Row, Sheet

JUDGED = 40  # rows that may be the header
LONGEST = 40  # signs of a name of a column
UNITS = ("元", "千元", "万元", "百万元", "千万元", "亿元")
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
BRACKETED = re.compile(r"[(\[{【〔<《]([^)\]}】〕>》]*)[)\]}】〕>》]")
TRAILING = re.compile(rf"[/:,·\s-]\s*({UNIT})$")
UNIT_LINE = re.compile(rf"单位\s*:?\s*(?:人民币)?\s*({UNIT})(?![一-鿿])")
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its words as they are shown, those that name it, the unit that stands with them, whether it is hidden."""

    column: int
    shown: str
    name: str
    unit: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: its first and last row, its columns, the title above it, the unit said for the whole table.

    ``unnamed`` are columns that hold something further down and have no name.
    """

    first: int
    last: int
    heads: tuple[Head, ...]
    title: str = ""
    unit: str = ""
    unnamed: tuple[int, ...] = ()
    known: int = 0

    def body(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows below the header."""
        return (row for row in sheet.rows if row.number > self.last)

    @property
    def words(self) -> tuple[str, ...]:
        """The names of the columns in order: by them a source is recognised."""
        return tuple(head.shown for head in self.heads)


def plain(text: str) -> str:
    """Return the words of a column without marks: half width, no remark in brackets, no star, no blanks."""
    words = unicodedata.normalize("NFKC", line(text))
    words = TRAILING.sub("", BRACKETED.sub("", words))
    return re.sub(r"[\s*:#、。.]+", "", words).casefold()


def unit_of(text: str) -> str:
    """Return the unit of money that stands with the words of a column: 年营收（万元）."""
    words = unicodedata.normalize("NFKC", line(text))
    found = [inner.removeprefix("单位").strip(" :") for inner in BRACKETED.findall(words)]
    trailing = TRAILING.search(words)
    found += [trailing[1]] if trailing else []
    return next((one.removeprefix("人民币") for one in found if one.removeprefix("人民币") in UNITS), "")


def find(sheet: Sheet, known: Known) -> Header | None:
    """Return the header of a sheet: of its first rows the one or two whose words name most fields; None where none does."""
    best: Header | None = None  # of two that name as many fields the one in fewer lines: a title is no group
    for place, row in enumerate(sheet.rows[:JUDGED]):
        following = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
        for header in _candidates(sheet, row, following, known):
            if header.known and (best is None or _worth(header) > _worth(best)):
                best = header
    return best


def at(sheet: Sheet, first: int, last: int, known: Known) -> Header | None:
    """Return the header that a person pointed at: these rows, whatever their words."""
    rows = [row for row in sheet.rows if first <= row.number <= last]
    return _header(sheet, rows, known) if rows else None


def without(sheet: Sheet, names: Sequence[str]) -> Header:
    """Return a header for rows that have none, such as pasted ones: its columns are called by the caller."""
    columns = sorted({column for row in sheet.rows for column in row.columns})
    heads = [Head(column, name, plain(name)) for column, name in zip(columns, names, strict=False)]
    return Header(0, 0, tuple(heads), unnamed=tuple(columns[len(heads) :]), known=len(heads))


def propose(sheets: Sequence[Sheet], known: Known, needed: Known) -> int | None:
    """Return which sheet is probably meant: of those in sight with a needed column the one with most rows below it."""
    found = []
    for place, sheet in enumerate(sheets):
        header = None if sheet.hidden else find(sheet, known)
        if header and any(needed(head.name) for head in header.heads):
            found.append((sum(1 for _row in header.body(sheet)) * header.known, -place))
    return -max(found)[1] if found else None


def _worth(header: Header) -> tuple[int, int]:
    return header.known, header.first - header.last


def _candidates(sheet: Sheet, row: Row, following: Row | None, known: Known) -> Iterator[Header]:
    if not all(_may_name(cell) for cell in row.cells.values()):
        return
    yield _header(sheet, [row], known)
    if following is None or following.number != row.number + 1:
        return
    if all(_may_name(cell) for cell in following.cells.values()):
        yield _header(sheet, [row, following], known)


def _may_name(cell: Cell) -> bool:
    return cell.kind == Kind.TEXT and len(line(cell.text)) <= LONGEST


def _header(sheet: Sheet, rows: Sequence[Row], known: Known) -> Header:
    levels = [_spread(sheet, row, last=row is rows[-1]) for row in rows]
    columns = sorted({column for level in levels for column in level})
    named: list[Head] = []
    count: Counter[str] = Counter()
    recognised = set()
    for column in columns:
        parts = list(dict.fromkeys(line(level[column]) for level in levels if column in level))
        shown = "·".join(re.sub(r"\s+", "", part).strip("*") for part in parts)
        own, whole = plain(parts[-1]), "".join(map(plain, parts))
        name = own if known(own) or not known(whole) else whole
        count[shown] += 1
        shown = f"{shown} ({count[shown]})" if count[shown] > 1 else shown
        unit = next((unit for unit in map(unit_of, reversed(parts)) if unit), "")
        named.append(Head(column, shown, name, unit, column in sheet.hidden_columns))
        recognised |= {name} if known(name) else set()
    above = [row for row in sheet.rows if row.number < rows[0].number]
    last = rows[-1].number
    filled = {column for row in sheet.rows if row.number > last for column in row.columns}
    return Header(
        rows[0].number,
        last,
        tuple(named),
        title=next((line(c.text) for row in above for c in row.cells.values() if not _unit_in(c.text)), ""),
        unit=next((unit for row in above for c in row.cells.values() if (unit := _unit_in(c.text))), ""),
        unnamed=tuple(sorted(filled - set(columns))),
        known=len(recognised),
    )


def _unit_in(text: str) -> str:
    found = UNIT_LINE.search(unicodedata.normalize("NFKC", line(text)))
    return found[1] if found else ""


def _spread(sheet: Sheet, row: Row, *, last: bool) -> Mapping[int, str]:
    """Return the words of a header's line by column; those of a merged group stand over all of its columns."""
    words = {column: cell.text for column, cell in row.cells.items()}
    if not last:
        for merge in _across(sheet.merges, row.number):
            if merge.left in words:
                words |= dict.fromkeys(range(merge.left, merge.right + 1), words[merge.left])
    return words


def _across(merges: Sequence[Merge], number: int) -> Iterator[Merge]:
    return (
        merge for merge in merges if merge.top <= number <= merge.bottom and merge.right - merge.left < 100
    )

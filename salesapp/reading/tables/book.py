"""What is read of a table: sheets of rows of cells. What is empty is not there: a stray cell far away costs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from salesapp.reading.tables.number_formats import shown

EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class Kind(StrEnum):
    """What stands in a cell."""

    TEXT = "t"
    NUMBER = "n"
    DATE = "d"
    ERROR = "e"  # #N/A, #DIV/0! …: the text is the error's name
    UNKEPT = "f"  # a formula whose value the program did not keep
    BLANK = "b"


class Told(StrEnum):
    """What a kind of file does not tell its reader."""

    HIDDEN = "hidden"
    ERRORS = "errors"  # and formulas without a value: both look empty
    FORMATS = "formats"


class Cell(NamedTuple):
    """One cell: ``text`` is a number's plain digits or a day as ISO; ``format`` a number's own format, if it has one."""

    kind: Kind
    text: str
    format: str = ""

    @property
    def shown(self) -> str:
        """What the spreadsheet program shows: 31300 with the format 000000 is 031300."""
        return shown(self.text, self.format) if self.kind == Kind.NUMBER else self.text

    @property
    def says(self) -> bool:
        """Whether there is something to read: an error or a formula without its value is nothing."""
        return self.kind in (Kind.TEXT, Kind.NUMBER, Kind.DATE)


BLANK = Cell(Kind.BLANK, "")
KINDS = {kind.value: kind for kind in Kind}
NUL = "\0"


def together(texts: Sequence[str]) -> str:
    """Return the texts of a row's cells as one."""
    joined = NUL.join(texts)
    return (
        joined
        if joined.count(NUL) < max(1, len(texts))
        else NUL.join(text.replace(NUL, "") for text in texts)
    )


class Row(NamedTuple):
    """A row that holds something: its number as the program shows it, for text files the line it begins on, what it holds.

    A table has a hundred thousands of cells, of which few are looked at twice: so a row keeps its texts as one, and makes
    cells of them when it is asked.
    """

    number: int
    line: int | None
    hidden: bool
    columns: Sequence[int]  # from 1, in order
    kinds: str  # a letter each
    texts: str  # parted by NUL, which no database keeps and no cell has
    formats: Sequence[str]  # empty where no cell has one

    @classmethod
    def of(cls, number: int, cells: Mapping[int, Cell], line: int | None = None, hidden: bool = False) -> Row:
        """Return the row of some cells, by column."""
        found = cells.values()
        formats = tuple(cell.format for cell in found) if any(cell.format for cell in found) else ()
        kinds = "".join([cell.kind for cell in found])
        return cls(
            number, line, hidden, tuple(cells), kinds, together([cell.text for cell in found]), formats
        )

    @property
    def cells(self) -> dict[int, Cell]:
        """What the row holds, by column."""
        if not self.columns:
            return {}
        kinds = map(KINDS.__getitem__, self.kinds)
        formats = self.formats or [""] * len(self.columns)
        return dict(zip(self.columns, map(Cell, kinds, self.texts.split(NUL), formats), strict=True))

    def cell(self, column: int) -> Cell:
        """Return the cell of a column; an empty one where there is none."""
        return self.cells.get(column, BLANK)


class Merge(NamedTuple):
    """Cells that are one, by the numbers of their first and last row and column; the first cell has the value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows that hold something, in order."""

    name: str
    rows: tuple[Row, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()

    @property
    def extent(self) -> str:
        """The place of the last row and column that hold something, as the program names it: I13; empty: nothing."""
        if not self.rows:
            return ""
        return f"{letters(max(max(row.columns) for row in self.rows))}{self.rows[-1].number}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read: ``form`` is what it is inside, whatever its name says; ``untold`` what such a file hides."""

    form: str
    sheets: tuple[Sheet, ...]
    epoch: date = EPOCH_1900
    untold: frozenset[Told] = frozenset()
    encoding: str = ""


def letters(column: int) -> str:
    """Return the name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


def column(name: str) -> int:
    """Return the number of a column's name; capital letters only."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number

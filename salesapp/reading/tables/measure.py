"""What was read so far, against what is read at the most."""

from __future__ import annotations

from collections.abc import Mapping

from salesapp.reading.tables.book import Cell
from salesapp.reading.tables.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SIGNS,
    MOST_TEXT,
    Unread,
    Why,
)


class Measure:
    """Counts the rows and columns of a sheet that hold something, and the cells and signs of the whole file."""

    def __init__(self) -> None:
        self.cells = self.signs = 0
        self.start()

    def start(self) -> None:
        """Begin with a new sheet."""
        self.rows = 0
        self.columns: set[int] = set()

    def add(self, cells: Mapping[int, Cell]) -> None:
        """Count a row; raises Unread where it is one too many, or holds too much."""
        self.rows += 1
        self.cells += len(cells)
        self.columns.update(cells)
        lengths = [len(cell.text) + len(cell.format) for cell in cells.values()]
        self.signs += sum(lengths)
        if self.rows > MOST_ROWS or self.cells > MOST_CELLS:
            raise Unread(Why.TOO_MANY_ROWS)
        if len(self.columns) > MOST_COLUMNS:
            raise Unread(Why.TOO_MANY_COLUMNS)
        if max(lengths, default=0) > MOST_SIGNS or self.signs > MOST_TEXT:
            raise Unread(Why.TOO_MUCH_TEXT)

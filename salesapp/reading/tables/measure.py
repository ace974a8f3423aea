"""What was read so far, against what is read at the most."""

from __future__ import annotations

from collections.abc import Collection

from salesapp.reading.tables.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Unread, Why


class Measure:
    """Counts the rows and columns of a sheet that hold something, and the cells of the whole file."""

    def __init__(self) -> None:
        self.cells = 0
        self.start()

    def start(self) -> None:
        """Begin with a new sheet."""
        self.rows = 0
        self.columns: set[int] = set()

    def add(self, columns: Collection[int]) -> None:
        """Count a row; raises Unread where it is one too many."""
        self.rows += 1
        self.cells += len(columns)
        self.columns.update(columns)
        if self.rows > MOST_ROWS or self.cells > MOST_CELLS:
            raise Unread(Why.TOO_MANY_ROWS)
        if len(self.columns) > MOST_COLUMNS:
            raise Unread(Why.TOO_MANY_COLUMNS)

"""How much of a table is read, and why one is not. Known to the process that reads, which knows no words for people."""

from __future__ import annotations

from enum import StrEnum

MOST_BYTES = 20 * 1024**2  # of the file
MOST_UNPACKED = 400 * 1024**2  # of what a zip says it holds, and of what comes out of it
MOST_ENTRIES = 5_000
MOST_RATIO = 250  # of one entry that is not small; real tables reach 40
MOST_ROWS = 50_000  # of a sheet that hold something
MOST_COLUMNS = 256  # of a sheet that hold something
MOST_CELLS = 2_000_000  # of all sheets
MOST_SHEETS = 60
MOST_SIGNS = 32_767  # of a cell; spreadsheet programs take no more
MOST_TEXT = 20_000_000  # signs of all cells
MOST_ANSWER = 200 * 1024**2  # bytes of what is handed over, in which a sign has six at the most


class Why(StrEnum):
    """What is the matter with a file that is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SWOLLEN = "swollen"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_SHEETS = "too many sheets"
    TOO_MUCH_TEXT = "too much text"
    TOO_WIDE = "too wide"
    NO_TABLE = "no table"
    PICTURE = "picture"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    OLD_FORM = "old form"
    UNKNOWN_ENCODING = "unknown encoding"


class Unread(Exception):
    """A file that is not read, and why."""

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why

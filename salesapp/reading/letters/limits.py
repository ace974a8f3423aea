"""How much of a Word file is read, and why one is not. Known to the process that reads, which knows no words for people."""

from __future__ import annotations

from enum import StrEnum

MOST_BYTES = 20 * 1024**2  # of the file
MOST_UNPACKED = 60 * 1024**2  # of what a zip says it holds: eighty pages are a tenth of it
MOST_ENTRIES = 2_000
MOST_RATIO = 250  # of one entry that is not small
MOST_PARAGRAPHS = 20_000
MOST_TEXT = 1_000_000  # signs of all paragraphs
MOST_ANSWER = 12 * 1024**2  # bytes of what is handed over


class Why(StrEnum):
    """What is the matter with a file that is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    OLD_FORM = "old form"
    NO_WORD = "no word"
    BROKEN = "broken"
    SWOLLEN = "swollen"
    TOO_LONG = "too long"


class Unread(Exception):
    """A file that is not read, and why."""

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why

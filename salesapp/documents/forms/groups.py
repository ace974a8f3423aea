"""What stands inside a group of a form: a row of opinions, a section of rows that the form prints itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OpinionSpec:
    """One row of opinions: whose, the field of the verdict, that of the words, and the signature beside them."""

    label: str
    signature: str
    verdict: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a table that are printed in the form itself, under a heading of their own."""

    letter: str
    title: str
    rows: tuple[dict[str, Any], ...]

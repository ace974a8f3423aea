"""The values of one filled sheet: plain values in, nothing of the database left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

#: What a field may hold. Times are aware; amounts and percentages are Decimal; choices are their codes.
Value = str | int | bool | Decimal | date | datetime | list | tuple | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature or an accepted step: who, when, and the word of its stamp (已接收, 同意), if any."""

    name: str
    at: datetime | date | None = None
    stamp: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SheetData:
    """What one filled sheet shows.

    ``values`` holds the cells of the form by field key, ``rows`` the records of its blocks and tables by
    group key, ``signatures`` what stands in the signatures row by its key. ``url`` is the path of the record
    on this server (where its code leads on to), ``subject`` a short name for the file name. ``status`` is ``""``,
    ``"draft"`` or ``"void"``, and is printed across the page.
    """

    number: str
    values: dict[str, Value]
    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    url: str = ""
    subject: str = ""
    status: str = ""

    def __post_init__(self) -> None:
        if self.status not in ("", "draft", "void"):
            raise ValueError(f"a sheet is draft, void or neither, not {self.status!r}")

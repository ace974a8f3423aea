"""The values of one filled sheet: plain values in, nothing of the database left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from salesapp.words import gettext as _

#: What a field may hold. Times are aware; amounts and percentages are Decimal; choices are their codes.
Value = str | int | bool | Decimal | date | datetime | list | tuple | None


def not_asked() -> str:
    """Return what stands in the row of opinions of a department that the route leaves out (不需会签)."""
    return _("not asked to sign")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature or an accepted step: who, when, and the word of its stamp (已接收, 同意), if any."""

    name: str
    at: datetime | date | None = None
    stamp: str = ""
    refused: bool = False
    words: str = ""  # what was said with it, printed beside it


#: Under this key a row says that what it leaves empty is filled in by hand, and not struck out.
TO_FILL = "to_fill"


@dataclass(frozen=True, slots=True)
class SheetData:
    """What one filled sheet shows.

    ``values`` holds the cells of the form by field key, ``rows`` the records of its blocks and tables by
    group key, ``signatures`` what stands in the signatures row by its key. ``url`` is the path of the record
    on this server (where its code leads on to), ``subject`` a short name for the file name. ``status`` is ``""``,
    ``"draft"``, ``"approving"``, ``"void"`` or ``"vetoed"``, and is printed across the page. ``closed`` are the fields of
    later steps that will never be filled in, and the signatures that are not asked for. ``asked`` is the period it was
    drawn for, by which it can be drawn again.
    """

    number: str
    values: dict[str, Value]
    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    url: str = ""
    subject: str = ""
    status: str = ""
    closed: tuple[str, ...] = ()
    asked: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status not in ("", "draft", "approving", "void", "vetoed"):
            raise ValueError(
                f"a sheet is draft, approving, void, vetoed or none of them, not {self.status!r}"
            )


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a blank sheet that is taken along says before anybody writes on it.

    ``values`` are the cells that are sure, ``offered`` the words to tick in others (who was there is for the writer to
    say), ``occasion`` what the sheet is for; it stands in its head.
    """

    values: dict[str, Value] = field(default_factory=dict)
    offered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    occasion: str = ""

"""Days in cells: real ones, serial numbers, and texts of all kinds. What could be two days is none. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from salesapp.chinese import dates
from salesapp.chinese.texts import line
from salesapp.prospecting.imports.cells.rules import State, Taken, empty, offered
from salesapp.prospecting.imports.figures.rules import chinese
from salesapp.reading.tables import number_formats
from salesapp.reading.tables.book import Cell, Kind
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
EARLIEST, LATEST = date(1901, 1, 1), date(2199, 12, 31)
#: Serial numbers are believed within these years: others are numbers.
SERIALS = range(1950, 2101)
CLOCK = re.compile(r"[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
WHOLE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}[日号]?|\d{8}")
NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def day(cell: Cell, *, today: date, epoch: date, ahead: bool = True) -> Taken:
    """Take a day; ``ahead`` is whether the field looks forward, ``epoch`` the workbook's own."""
    if cell.kind == Kind.DATE:
        return _real(cell)
    if cell.kind == Kind.NUMBER:
        return _serial(cell, epoch, today)
    return _written(cell, today, ahead)


def _real(cell: Cell) -> Taken:
    found = datetime.fromisoformat(cell.text)  # noqa: DTZ007  a wall's day
    if not EARLIEST <= found.date() <= LATEST:
        return empty(cell, no_such_day())
    if (found.hour, found.minute) != (0, 0):
        return offered(cell, found.date(), _("The time was left out."))
    return Taken(found.date())


def _serial(cell: Cell, epoch: date, today: date) -> Taken:
    if re.fullmatch(r"[12]\d{7}", cell.text):
        return _written(cell._replace(kind=Kind.TEXT), today, ahead=True)
    found = number_formats.day(cell.text, epoch)
    if found is None or found.year not in SERIALS:
        return empty(cell, no_such_day())
    only = found.date() if isinstance(found, datetime) else found
    return offered(cell, only, _("A number that a spreadsheet shows as this day."))


def _written(cell: Cell, today: date, ahead: bool) -> Taken:
    said = unicodedata.normalize("NFKC", line(cell.text)).strip()
    bare = CLOCK.sub("", said)
    timed = bare != said and not re.search(
        r"[t ]0?0:00(?::00(?:\.0+)?)?(?:z|[+-]\d{2}:?\d{2})?$", said, re.IGNORECASE
    )
    spoken = _of_numerals(bare)
    for found, words in ((_two_digits(bare), _("The year has two digits.")), (_english(bare), _("Written in English.")),
                         (spoken, _("Written in characters."))):  # fmt: skip
        if found is not None:
            return offered(cell, found, words)
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", bare):
        return _american(cell, bare)
    if re.fullmatch(r"\d{4}年\d{1,2}月|\d{4}[-/.]\d{1,2}", bare):
        return empty(cell, _("Only year and month: the day is missing."), said)
    try:
        read = dates.read(bare, today=today, ahead=ahead)
    except Refusal as refusal:
        looks = WHOLE.fullmatch(bare.replace(" ", ""))
        return empty(cell, no_such_day()) if looks else empty(cell, str(refusal), _kept(said))
    if not EARLIEST <= read <= LATEST:
        return empty(cell, no_such_day())
    if not WHOLE.fullmatch(bare.replace(" ", "")):
        return offered(cell, read, _("The year was not said."))
    if timed:
        return offered(cell, read, _("The time was left out."))
    return Taken(read)


def no_such_day() -> str:
    """Return the sentence for a day that is in no calendar."""
    return _("There is no such day.")


def _kept(said: str) -> str:
    """Return words that say something of their own (长期), to be kept in the remark; a figure says nothing."""
    return said if not any(sign.isdigit() for sign in said) else ""


def _two_digits(text: str) -> date | None:
    found = re.fullmatch(r"(\d{2})([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})年(\d{1,2})月(\d{1,2})[日号]?", text)
    if found is None:
        return None
    year, month, number = (int(part) for part in found.groups() if part and part.isdigit())
    return _made(2000 + year, month, number)


def _english(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[-, ]+(\d{2}|\d{4})", text)
    if found is None or found[2].lower() not in MONTHS:
        return None
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return _made(year, MONTHS[found[2].lower()], int(found[1]))


def _of_numerals(text: str) -> date | None:
    found = re.fullmatch(
        r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]", text
    )
    month, number = (chinese(found[2]), chinese(found[3])) if found else (None, None)
    if found is None or month is None or number is None:
        return None
    return _made(int(found[1].translate(NUMERALS)), month, number)


def _american(cell: Cell, text: str) -> Taken:
    first, second, year = map(int, re.split(r"[-/.]", text))
    if first <= 12 and second <= 12 and first != second:
        return Taken(None, State.EMPTY, cell.shown, _("Which is the day and which the month cannot be told."))
    found = _made(year, min(first, second), max(first, second))
    return (
        offered(cell, found, _("Day, month and year in another order."))
        if found
        else empty(cell, no_such_day())
    )


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None

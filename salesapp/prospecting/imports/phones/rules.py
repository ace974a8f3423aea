"""Telephone numbers in cells, as spreadsheets damage them: said what can be saved, and what is lost. Pure."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.chinese import phones, regions
from salesapp.chinese.area_codes import is_landline
from salesapp.chinese.phones import Phone
from salesapp.chinese.texts import clean
from salesapp.prospecting.imports.cells.rules import NONE, SCIENTIFIC, State, Taken, empty, is_cut
from salesapp.prospecting.imports.places.rules import cities
from salesapp.reading.tables.book import Cell
from salesapp.reading.tables.number_formats import plain
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

LEAST_DIGITS = 11  # of a mobile number
PARTS = re.compile(r"[\n;；、|]+|(?<=\d)\s*[,，]\s*(?=[+\d(])|或")
MOST = 6
#: A mobile number of which a spreadsheet kept the first digits only: 18300000000.
ROUNDED = re.compile(r"(?=\d{11}$)1[3-9]\d*?0{6,}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a cell, and what is to be said of it."""

    phones: tuple[Phone, ...] = ()
    said: Taken = NONE


def read(cell: Cell, area: str | None = None) -> Numbers:
    """Return the numbers of a cell; ``area`` completes a local one, which is then only offered."""
    text = re.sub(r"\.0$", "", unicodedata.normalize("NFKC", clean(cell.text)).lstrip("'"))
    if SCIENTIFIC.fullmatch(text):
        if is_cut(text, LEAST_DIGITS):
            return Numbers(
                said=empty(cell, _("The spreadsheet wrote this number in powers of ten: it is lost."))
            )
        text = plain(text)
    without_zero = _without_zero(text)
    if without_zero:
        return Numbers((without_zero,), _offer(cell, [without_zero], _("The zero before it was lost.")))
    if ROUNDED.fullmatch(text):
        return Numbers(
            said=empty(cell, _("It ends in zeros: the spreadsheet rounded this number, it is lost."))
        )
    found_phones: list[Phone] = []
    wrong: Taken | None = None
    completed = False
    for part in filter(None, (part.strip() for part in PARTS.split(text))):
        read_phones, refusal = _parts(part, area)
        completed |= bool(area) and refusal is None and _parts(part, None)[1] is not None
        found_phones += read_phones
        wrong = empty(cell, _number_words(part, refusal)) if refusal else wrong
    if wrong is not None:
        return Numbers(tuple(found_phones), wrong)
    if completed:
        return Numbers(tuple(found_phones), _offer(cell, found_phones, _("The area code was added.")))
    return Numbers(tuple(found_phones[:MOST]))


def _parts(part: str, area: str | None) -> tuple[list[Phone], Refusal | None]:
    """Return the numbers of a part; where not all of it can be read, those that can, and why not the rest."""
    try:
        return phones.read_several(part, area), None
    except Refusal as refusal:
        pieces = part.split("/")
        if len(pieces) == 1:
            return [], refusal
        found = [_parts(piece.strip(), area) for piece in pieces if piece.strip()]
        return [phone for read_phones, _why in found for phone in read_phones], refusal


def _without_zero(text: str) -> Phone | None:
    """Return the landline whose first zero a spreadsheet dropped: 51262881234 is 0512-62881234."""
    bare = text.replace("-", "")
    if (
        not re.fullmatch(r"[1-9]\d{8,10}", bare)
        or phones.MOBILE.fullmatch(bare)
        or not is_landline("0" + bare)
    ):
        return None
    return phones.read("0" + bare)


def _offer(cell: Cell, found: Sequence[Phone], words: str) -> Taken:
    return Taken("/".join(one.stored for one in found), State.OFFERED, cell.shown, words)


def _number_words(part: str, refusal: Refusal) -> str:
    if re.fullmatch(r"\d{7,8}", part):
        return _("The area code is missing.")
    return str(refusal)


def area_of(region: str | None, name: str) -> str | None:
    """Return the area code of a company: of its region, else of the city with which its name begins."""
    return regions.area_code(region) or next(
        (code for city, code in _cities().items() if name.startswith(city)), None
    )


def province_of(region: str | None, code: str | None, name: str) -> str | None:
    """Return the place that a company's postcode must lie in: its region, its code's, or the city of its name."""
    if region:
        return region
    if code and regions.of_credit_code(code):
        return regions.of_credit_code(code)
    return next((place for city, place in cities().items() if name.startswith(city)), None)


@functools.cache
def _cities() -> dict[str, str]:
    return {city: code for city, place in cities().items() if (code := regions.area_code(place))}

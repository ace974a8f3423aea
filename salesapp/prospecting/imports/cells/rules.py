"""What a cell means for a field: a value, one that is offered instead, or nothing and why. Pure.

Nothing is changed silently: what is not taken as it stands is ``offered`` with what stood there before, and can be taken
back. What cannot be read is left empty with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salesapp.chinese import company_names, credit_codes, emails, regions
from salesapp.chinese.texts import clean, line
from salesapp.reading.tables.book import Cell, Kind
from salesapp.reading.tables.leftovers import says_nothing
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: A number as a table shows it that has no room for it: 1.39E+10.
SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]*))?[eE]\+?([0-9]{1,3})")
DIGITS_KEPT = 15
WIDE = {
    c: c - 0xFEE0
    for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF3F, 0xFF0D, 0xFF0E)
}
WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE | re.ASCII)


class State(StrEnum):
    """How a cell was taken."""

    PLAIN = "plain"
    OFFERED = "offered"  # the value is another one than stands there
    ASKED = "asked"  # a value that is not taken unless somebody says so
    EMPTY = "empty"
    WARNED = "warned"  # taken as it stands, and doubted


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a cell: the value, how it was taken, what stood there, why, and a word kept for the remark."""

    value: Any = None
    state: State = State.PLAIN
    before: str = ""
    words: str = ""
    remark: str = ""

    @property
    def holds(self) -> bool:
        """Whether a value is taken unless somebody takes it back."""
        return self.value is not None and self.state not in (State.EMPTY, State.ASKED)


NONE = Taken()


def unread(cell: Cell) -> Taken | None:
    """Return why a cell says nothing at all, NONE where it is blank or a sign for nothing; None where it is to be read."""
    if cell.kind == Kind.ERROR:
        return empty(cell, _("The cell holds the error %(error)s.", error=cell.text))
    if cell.kind == Kind.UNKEPT:
        return empty(cell, _("The formula has no result: save the file once in the spreadsheet program."))
    if not cell.says or says_nothing(cell.text):
        return NONE
    return None


def empty(cell: Cell, words: str, remark: str = "") -> Taken:
    """Leave a field empty, and say why."""
    return Taken(None, State.EMPTY, cell.shown, words, remark)


def offered(cell: Cell, value: Any, words: str, remark: str = "") -> Taken:
    """Offer a value in place of what stands there."""
    return Taken(value, State.OFFERED, cell.shown, words, remark)


def refused(cell: Cell, refusal: Refusal) -> Taken:
    """Leave a field empty for the reason that its rule gives."""
    return empty(cell, str(refusal))


def is_cut(text: str, least: int) -> bool:
    """Tell whether a text is a number in powers of ten that has lost digits; ``least`` are those that it must have."""
    found = SCIENTIFIC.fullmatch(text)
    return found is not None and 1 + len(found[2] or "") < least


def half_width(text: str) -> str:
    """Return text with letters, digits and underscores of half width; brackets and commas stay."""
    return line(text).translate(WIDE)


def text(cell: Cell, longest: int) -> Taken:
    """Take words as they stand, with everything unseen left out."""
    said = clean(cell.shown) if cell.kind == Kind.TEXT else cell.shown
    if len(said) > longest:
        return offered(cell, said[:longest], _("Cut after %(count)s characters.", count=longest))
    return Taken(said)


def one_line(cell: Cell, longest: int) -> Taken:
    """Take words for a field of one line."""
    return text(cell._replace(text=line(cell.text)), longest)


def company_name(cell: Cell) -> str:
    """Return a company's name as it is stored; raises Refusal for what stands on no licence."""
    said = half_width(cell.shown)
    if said[:1] in ("=", "@", "+", "-"):
        raise company_names.CompanyNameRefused(_("This begins like a formula and is no company name."))
    name = company_names.check(said)
    if len(name) > 100:
        raise company_names.CompanyNameRefused(
            _("A company name has at most %(count)s characters.", count=100)
        )
    if name.isdecimal() or not any(sign.isalpha() for sign in name):
        raise company_names.CompanyNameRefused(_("Write the full name as on the business licence."))
    return name


def credit_code(cell: Cell) -> Taken:
    """Take a credit code that passes its checks; one that came as a number has lost its last digits, whatever it looks like."""
    if cell.kind == Kind.NUMBER and len(cell.text) > DIGITS_KEPT:
        return empty(cell, _("The spreadsheet cut this credit code to 15 digits."))
    typed = line(cell.text).lstrip("'‘’`")
    if SCIENTIFIC.fullmatch(typed):
        return empty(cell, _("The spreadsheet cut this credit code to 15 digits."))
    checked = credit_codes.check(typed)
    if not checked.ok:
        if checked.fix:
            return Taken(checked.fix, State.ASKED, cell.shown, str(checked.problem))
        return empty(cell, str(checked.problem))
    if checked.warning:
        return Taken(checked.code, State.WARNED, cell.shown, str(checked.warning))
    return Taken(checked.code)


def addresses(cell: Cell) -> tuple[list[str], Taken]:
    """Return the mail addresses of a cell, and what is to be said of it."""
    found, wrong = [], None
    for piece in re.split(r"[;；、,，\s]+", line(cell.shown)):
        if piece:
            try:
                found.append(emails.check(piece))
            except Refusal as refusal:
                wrong = refused(cell, refusal)
    return found, wrong or NONE


def wechat(cell: Cell, mobile: str | None) -> Taken:
    """Take a WeChat name; “the same as the mobile” is offered as that number."""
    said = half_width(cell.shown)
    if re.search(r"同(?:手机|电话)|手机同号|同号", said):
        if mobile:
            return offered(cell, mobile.removeprefix("+86"), _("Said to be the mobile number."))
        return empty(cell, _("There is no mobile number here."))
    if len(said) > 40:
        return empty(cell, _("A WeChat name has at most %(count)s characters.", count=40))
    return Taken(said)


def digits(cell: Cell, low: int, high: int) -> Taken:
    """Take a number that is a name, such as a QQ: so many digits."""
    said = re.sub(r"\.0$", "", half_width(cell.shown))
    if not re.fullmatch(rf"[0-9]{{{low},{high}}}", said):
        return empty(cell, _("This is no number of %(low)s to %(high)s digits.", low=low, high=high))
    return Taken(said)


#: The first two digits of postcodes, and the provinces in which they lie.
POSTCODES = {
    "01": "15", "02": "15", "03": "14", "04": "14", "05": "13", "06": "13", "07": "13", "10": "11", "11": "21", "12": "21",
    "13": "22", "15": "23", "16": "23", "20": "31", "21": "32", "22": "32", "23": "34", "24": "34", "25": "37", "26": "37",
    "27": "37", "30": "12", "31": "33", "32": "33", "33": "36", "34": "36", "35": "35", "36": "35", "40": "50", "41": "43",
    "42": "43", "43": "42", "44": "42", "45": "41", "46": "41", "47": "41", "51": "44", "52": "44", "53": "45", "54": "45",
    "55": "52", "56": "52", "57": "46", "61": "51", "62": "51", "63": "51", "64": "51", "65": "53", "66": "53", "67": "53",
    "71": "61", "72": "61", "73": "62", "74": "62", "75": "64", "81": "63", "83": "65", "84": "65", "85": "54", "86": "54",
}  # fmt: skip


def postcode(cell: Cell, region: str | None) -> Taken:
    """Take a postcode; one of another province than the company's is doubted."""
    taken = digits(cell, 6, 6)
    province = POSTCODES.get((taken.value or "")[:2])
    if taken.value and region and province != region[:2]:
        place = regions.words(region[:2] + "0000")
        return Taken(
            taken.value, State.WARNED, cell.shown, _("This is no postcode of %(place)s.", place=place)
        )
    return taken


def website(cell: Cell) -> Taken:
    """Take an address of the web; a word such as 官网 is none."""
    said = unicodedata.normalize("NFKC", line(cell.shown))
    if not WEB.fullmatch(said) or len(said) > 200:
        return empty(cell, _("This is no web address."))
    return Taken(said)

"""Amounts and counts in cells: with the unit of their column, unless they bring their own. Pure; amounts in yuan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from salesapp.chinese import currencies, numbers
from salesapp.chinese.texts import line
from salesapp.prospecting.imports.cells.rules import SCIENTIFIC, State, Taken, empty, offered, refused
from salesapp.reading.tables.book import Cell
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

UNITS = {
    "": Decimal(1), "元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000), "亿元": Decimal(100_000_000),
}  # fmt: skip
#: A figure that says its own unit at its end; a mark before it says the currency only.
OWN_UNIT = re.compile(r"(?:[千万亿萬億]|万元|亿元|元|元整|元正|圆|圆整|块|块钱)$")
ABOUT = re.compile(r"^(约|大约|近|超|超过|将近|不到)|(左右|上下|余|多|以上|以下|\+)$")
PEOPLE = "人名位个"
WRITTEN = ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {sign: value for value, signs in enumerate(WRITTEN) for sign in signs}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
MOST = Decimal("1e13")
MOST_PEOPLE = 5_000_000
#: So much output for each person is hardly meant: it was written in 元.
MOST_PER_PERSON = Decimal(50_000_000)
MOST_OF_ONE = Decimal("1e12")


def amount(cell: Cell, unit: str, headcount: int | None = None) -> Taken:
    """Take an amount of yuan; ``unit`` is its column's. One that is beyond all measure is asked about and not taken."""
    said = unicodedata.normalize("NFKC", line(cell.text))
    if SCIENTIFIC.fullmatch(said):
        return empty(cell, numbers.refusal())
    spoken = capitals(said)
    if spoken is not None:
        return offered(cell, spoken, _("Written in characters."))
    about = ABOUT.search(said)
    try:
        reading = numbers.read(ABOUT.sub("", said).strip())
    except Refusal as refusal:
        return refused(cell, refusal)
    own = bool(OWN_UNIT.search(ABOUT.sub("", said).strip()))
    yuan = (reading.number if own else reading.number * UNITS.get(unit, Decimal(1))).quantize(Decimal("0.01"))
    if yuan < 0 or yuan > MOST:
        return empty(cell, _("An amount is not negative.") if yuan < 0 else numbers.refusal())
    limit = MOST_PER_PERSON * headcount if headcount else MOST_OF_ONE
    if yuan > limit and not own and unit not in ("", "元"):
        plain = reading.number.quantize(Decimal("0.01"))
        words = _("With the unit of the column this is %(amount)s. Was it yuan?", amount=numbers.in_wan(yuan))
        return Taken(plain, State.ASKED, cell.shown, words)
    if about:
        return offered(cell, yuan, _("Said to be approximate."), cell.shown)
    return Taken(yuan)


def capital(cell: Cell, unit: str) -> tuple[Taken, str]:
    """Take a registered capital, and the currency that it is in: 1000万人民币, 500万美元."""
    said, currency = currencies.parted(cell.text)
    taken = amount(cell._replace(text=said) if said != cell.text else cell, unit)
    return (replace(taken, before=cell.shown) if taken.before else taken), currency


def count(cell: Cell) -> Taken:
    """Take a number of people; a range is none."""
    said = unicodedata.normalize("NFKC", line(cell.text))
    if SCIENTIFIC.fullmatch(said):
        return empty(cell, numbers.refusal())
    about = ABOUT.search(said.rstrip("人名位"))
    bare = ABOUT.sub("", said.rstrip("人名位")).strip()
    spoken = chinese(bare)
    try:
        number = Decimal(spoken) if spoken is not None else numbers.read(bare, units=PEOPLE).number
    except Refusal as refusal:
        return refused(cell, refusal)
    if number < 0 or number != number.to_integral_value() or number > MOST_PEOPLE:
        return empty(cell, _("A headcount is a whole number from 0 on."))
    if about or spoken is not None:
        return offered(
            cell,
            int(number),
            _("Said to be approximate.") if about else _("Written in characters."),
            cell.shown if about else "",
        )
    return Taken(int(number))


def capitals(text: str) -> Decimal | None:
    """Return an amount in Chinese characters (人民币壹仟万元整) that says its own unit; None for anything else."""
    found = re.fullmatch(
        r"(?:人民币)?([零〇一二三四五六七八九两十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+)(?:元|圆)(?:整|正)?", text
    )
    whole = chinese(found[1]) if found else None
    return None if whole is None else Decimal(whole).quantize(Decimal("0.01"))


def chinese(text: str) -> int | None:
    """Return a whole number in Chinese characters: 三百, 一万二千, 壹仟万; None for anything else, 三百二 among it."""
    if not text or any(sign not in DIGITS and sign not in SMALL and sign not in LARGE for sign in text):
        return None
    total = section = digit = 0
    for place, sign in enumerate(text):
        if sign in DIGITS:
            if digit:
                return None  # two digits without their places
            digit = DIGITS[sign]
        elif sign in SMALL:
            section += (digit or 1) * SMALL[sign]
            digit = 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * LARGE[sign], 0, 0
        else:
            total, section, digit = total + (section + digit) * LARGE[sign], 0, 0
        last = place == len(text) - 1
        if last and digit and len(text) > 1 and text[place - 1] not in "零〇十拾":
            return None  # 三百二: twenty or two?
    return total + section + digit

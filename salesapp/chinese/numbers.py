"""Numbers as people write them, read in one place: 386,000.00, 38.6万, 1.2亿, ５０００万元, ￥386000, RMB 386,000, 386000元整,
(386,000.00) and 386,000.00- for what goes out.

What could mean two things is refused: 38万6 (60 or 6000?), 386,00 (a comma for a point?), 1e5.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from salesapp.chinese.texts import line
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

WAN, YI = Decimal(10_000), Decimal(100_000_000)
SCALES = {
    "": Decimal(1), "千": Decimal(1000), "万": WAN, "萬": WAN, "w": WAN, "百万": WAN * 100, "千万": WAN * 1000,
    "亿": YI, "億": YI, "万亿": WAN * YI,
}  # fmt: skip
#: Whole thousands parted by commas or blanks, or no parting at all; a point before what is less than one.
FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
NUMBER = re.compile(
    rf"(?P<sign>[-+]?) ?(?P<mark>¥|rmb|cny|人民币)? ?¥? ?(?P<inner>-?) ?(?P<figures>{FIGURES}) ?"
    r"(?P<scale>百万|千万|万亿|萬|億|[千万亿w]?) ?(?P<unit>元整|元正|圆整|元|圆|块钱?|rmb|cny|¥)?(?P<rest>.*)"
)
#: Digits alone, with a point at most, in so few places that nothing is rounded.
BARE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
MINUS = str.maketrans("−–—－負负", "------")
LONGEST = 40


class NumberRefused(Refusal):
    """What was typed is no number, or could be two."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was written out: ``money`` where a mark or unit of money stood with it, ``scaled`` where 万 or 亿 did."""

    number: Decimal
    money: bool = False
    scaled: bool = False

    @property
    def wan(self) -> Decimal:
        """What it says where 万元 is meant: who writes 元, 万 or 亿 is taken at their word."""
        return self.number / WAN if self.money or self.scaled else self.number

    @property
    def is_whole(self) -> bool:
        """Whether it lies between no two whole numbers."""
        return self.number == self.number.to_integral_value()


def read(text: str, *, units: str = "") -> Reading:
    """Return the number that a text says; ``units`` (``人份``) are words that may follow it.

    Raises NumberRefused with the sentence that says how to write it.
    """
    if BARE.fullmatch(text):  # what nearly every cell of a table holds
        return Reading(Decimal(text))
    typed = unicodedata.normalize("NFKC", line(text)).translate(MINUS).lower()
    plain = len(typed) <= LONGEST and not any(unicodedata.category(c) == "No" for c in text)  # ³, ①, ½
    bare, taken_off = _without_minus(typed)
    found = NUMBER.fullmatch(bare) if plain else None
    if found is None or found["rest"].strip() not in ("", *units):
        raise NumberRefused(refusal())
    signs = [mark for mark in (found["sign"], found["inner"], "-" if taken_off else "") if mark]
    if len(signs) > 1:
        raise NumberRefused(refusal())
    amount = Decimal(found["figures"].replace(",", "").replace(" ", "")) * SCALES[found["scale"]]
    if amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1)) if found["scale"] else amount
    minus = "-" in signs
    return Reading(
        -amount if minus else amount,
        bool(found["mark"] or found["unit"] or "¥" in typed),
        bool(found["scale"]),
    )


def _without_minus(typed: str) -> tuple[str, bool]:
    """Return what stands within brackets, or before a minus at the end: so accountants write what goes out."""
    if len(typed) > 2 and typed[0] == "(" and typed[-1] == ")":
        return typed[1:-1].strip(), True
    return (typed[:-1].rstrip(), True) if len(typed) > 1 and typed[-1] == "-" else (typed, False)


def refusal() -> str:
    """Return how a number is written, for who wrote something else."""
    return _("Write a number in digits, such as 386,000.")


def in_wan(yuan: Decimal) -> str:
    """Return an amount as people say it: 38.6 万元, 1.2 亿元; below ten thousand nothing is shorter."""
    for scale, word in ((YI, "亿元"), (WAN, "万元")):
        if abs(yuan) >= scale:
            said = (yuan / scale).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize()
            return f"{said:,f} {word}"
    return ""


def is_share(unit: str | None) -> bool:
    """Return whether a unit says that a figure is a share of a hundred."""
    return (unit or "").strip() in ("%", "％", "百分比", "百分之")

"""Days and amounts as licences write them, in digits or spelt out: 2011年05月18日, 人民币壹仟万元整. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

DAY = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?")
CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
CAPITALS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | NUMERAL | {"貳": 2, "两": 2}
PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}


def day_of(text: str) -> date | None:
    """Return the day that a licence writes: 2011年05月18日, 二〇一一年五月十八日."""
    plain = re.sub(r"\s", "", text)
    if found := DAY.search(plain):
        parts = [int(part) for part in found.groups()]
    elif found := CHINESE_DAY.search(plain):
        parts = [int("".join(str(NUMERAL[c]) for c in found[1])), _small(found[2]), _small(found[3])]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _small(text: str) -> int:
    tens, mark, ones = text.rpartition("十")
    return (NUMERAL.get(tens, 1) * 10 if mark else 0) + (NUMERAL.get(ones, 0) if ones else 0)


def amount_of(text: str) -> tuple[Decimal | None, bool]:
    """Return an amount in yuan and whether it was spelt out: 2000万元整, 人民币壹仟万元整, 伍佰万元."""
    plain = re.sub(r"[\s,，]|人民币|元整|圆整|元|圆|整|\(|\)|（|）", "", text)
    if found := re.match(r"^(\d+(?:\.\d+)?)(亿|万)?", plain):
        scale = {"亿": 10**8, "万": 10**4, None: 1}[found[2]]
        return Decimal(found[1]) * scale, False
    total, section, digit = 0, 0, 0
    if not plain or any(c not in CAPITALS and c not in PLACES and c not in "万亿萬億" for c in plain):
        return None, False
    for c in plain:
        if c in CAPITALS:
            digit = CAPITALS[c]
        elif c in PLACES:
            section, digit = section + (digit or 1) * PLACES[c], 0
        else:
            below = section + digit
            total = total + below * 10**4 if c in "万萬" else (total + below) * 10**8
            section, digit = 0, 0
    return Decimal(total + section + digit), True

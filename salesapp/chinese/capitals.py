"""Amounts in Chinese capitals (大写金额), after the rules that banks read cheques by (conventions 3.14)."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal("1e16")


def in_capitals(amount: Decimal | int) -> str:
    """Return an amount of yuan in capitals, such as 人民币叁拾捌万陆仟元整.

    A run of zeros is read as one 零; an amount that ends at 元 or 角 closes with 整, one with 分 does not.
    Raises TypeError for a float, ValueError for fractions of a fen and for 10^16 yuan or more.
    """
    if isinstance(amount, float):
        raise TypeError("an amount is Decimal, never float")
    amount = Decimal(amount)
    if not amount.is_finite() or abs(amount) >= LIMIT:
        raise ValueError(f"an amount in capitals is below 10^16 yuan: {amount}")
    fen = abs(amount) * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"an amount in capitals has whole fen: {amount}")
    sign = "负" if amount < 0 else ""
    yuan, small = divmod(int(fen), 100)
    return f"人民币{sign}{_whole(yuan, small)}{_fraction(yuan, *divmod(small, 10))}"


def _whole(yuan: int, small: int) -> str:
    if yuan:
        return _number(yuan) + "元"
    return "" if small else "零元"


def _fraction(yuan: int, jiao: int, fen: int) -> str:
    if not jiao and not fen:
        return "整"
    words = ""
    if jiao:
        words += DIGITS[jiao] + "角"
    elif yuan:
        words += DIGITS[0]
    return words + (DIGITS[fen] + "分" if fen else "整")


def _number(value: int) -> str:
    words, gap = "", False  # before the first word a gap is not read
    for index in reversed(range(len(GROUPS))):
        group = value // 10_000**index % 10_000
        if not group:
            gap = True
            continue
        if words and (gap or group < 1000):
            words += DIGITS[0]
        words += _group(group) + _unit(index, value)
        gap = False
    return words


def _unit(index: int, value: int) -> str:
    """Return the word of a group of four digits; 万亿 loses its 亿 where the 亿 group follows."""
    if index == 3 and value // 10_000**2 % 10_000:
        return "万"
    return GROUPS[index]


def _group(group: int) -> str:
    words, gap = "", False
    for digit, place in zip(f"{group:04}", PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += (DIGITS[0] if gap else "") + DIGITS[int(digit)] + place
        gap = False
    return words

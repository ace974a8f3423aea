"""How a spreadsheet shows its numbers: which formats make a day of a number, and what leading zeros they add."""

from __future__ import annotations

import functools
import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

#: The formats that a file only names by number; those of days differ by country but stay formats of days.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "hh:mm"),
}  # fmt: skip
#: What is not part of the code: quoted words, signs after a backslash, colours and conditions, fillers.
WORDS = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
LAST_SERIAL = 2958465  # 9999-12-31
#: The first serial after the 29th of February 1900, a day that spreadsheets count and the calendar does not have.
FIRST_SERIAL = 61
DIGITS = 15  # as many as a spreadsheet keeps of a number


@functools.lru_cache(maxsize=512)
def is_of_days(code: str) -> bool:
    """Tell whether a format shows a number as a day (a time alone is none)."""
    bare = WORDS.sub("", code.partition(";")[0]).lower()
    return bool(re.search(r"[yd年日]|(?<![hs:])m+(?![:s])", bare)) and not re.search(
        r"[0#?]", bare.replace("s.0", "")
    )


def plain(written: str) -> str:
    """Return a number as it is written in a file in plain digits: 1.39E+010 is 13900000000, 13800138000.0 ends at its point."""
    if written.isdecimal() and len(written) <= DIGITS:
        return written.lstrip("0") or "0"
    try:
        number = Decimal(f"{float(written):.{DIGITS}g}")
    except (ValueError, InvalidOperation):
        return written.strip()
    if not number.is_finite():
        return written.strip()
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(text: str, code: str) -> str:
    """Return a plain number as its format shows it, as far as the digits go: zeros before it, or a power of ten."""
    bare = WORDS.sub("", code.partition(";")[0])
    if re.fullmatch(r"0+", bare) and text.isdecimal():
        return text.zfill(len(bare))
    if re.fullmatch(r"0\.0+E\+0+", bare):
        places, power = len(bare.partition(".")[2].partition("E")[0]), len(bare.partition("+")[2])
        mantissa, _e, exponent = f"{Decimal(text):.{places}E}".partition("E")
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(power)}"
    return text


def day(number: str, epoch: date) -> date | datetime | None:
    """Return the day, or moment, that a serial number counts from an epoch; None for one that no calendar has."""
    try:
        serial = float(number)
    except ValueError:
        return None
    first, last = (FIRST_SERIAL, LAST_SERIAL) if epoch.year < 1904 else (1, LAST_SERIAL - 1462)
    if not first <= serial < last + 1:
        return None
    seconds = round((serial % 1) * 86400)
    found = datetime(epoch.year, epoch.month, epoch.day) + timedelta(int(serial), seconds)  # noqa: DTZ001  a wall's day
    return found if seconds % 86400 else found.date()

"""How long a warranty lasts: read from the contract's words, reckoned from the day of acceptance (P06). Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from salesapp.contracts.payments.rules import months_after

LONGEST = 240  # months
_NUMERALS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_LENGTH = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]) ?(个?月|年)")


def ends_on(accepted_on: date, months: int) -> date:
    """Return the day on which the warranty ends (P06): accepted on 29 February 2028, twelve months end on 28 February 2029."""
    return months_after(accepted_on, months)


def months_of(words: str | None) -> int | None:
    """Read the length of a warranty from the contract's words: “质保 12 个月；4 小时响应”, “两年”; nothing where none is told."""
    found = _LENGTH.search(unicodedata.normalize("NFKC", words or ""))
    if found is None:
        return None
    number, unit = found.groups()
    count = int(number) if number.isdigit() else _NUMERALS[number]
    months = count * 12 if unit == "年" else count
    return months if months <= LONGEST else None

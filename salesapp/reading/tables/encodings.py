"""In which encoding a text is: strictly, so that no sign is ever lost or replaced.

UTF-8 read strictly hardly ever succeeds by chance. GB 18030 nearly always does, so between it and Big5 the share of common
characters decides.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from salesapp.reading.tables.limits import Unread, Why

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What stands in no text; a file that is none is full of it, read as whatever.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
CHOSEN = 0.9  # of the Chinese characters are common ones
SAMPLE = 200_000  # signs that are judged


def decoded(data: bytes) -> tuple[str, str]:
    """Return a text and its encoding; raises Unread where there is none that reads it whole."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name), name
    if b"\0" in data:
        low = data[1::2].count(0) > data[::2].count(0)  # the second byte of a Latin sign is zero
        name = "utf-16-le" if low else "utf-16-be"
        text = data.decode(name, "replace")
        if "\ufffd" in text or UNPRINTABLE.search(text):
            raise Unread(Why.NO_TABLE)
        return text, name
    for name in ("utf-8", *_chinese(data)):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise Unread(Why.UNKNOWN_ENCODING)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Unread(Why.UNKNOWN_ENCODING) from error


def _chinese(data: bytes) -> tuple[str, ...]:
    """Return the Chinese encodings in the order in which they are likely."""
    simplified, traditional = _common(data, "gb18030", "gb2312"), _common(data, "big5hkscs", "big5")
    if simplified is not None and (simplified >= CHOSEN or traditional is None or simplified >= traditional):
        return ("gb18030",)
    return ("big5hkscs",) if traditional is not None else ()


def _common(data: bytes, name: str, common: str) -> float | None:
    """Return which share of the characters is common where a text is of an encoding; None where it is not of it."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    counted = Counter(sign for sign in text[:SAMPLE] if ord(sign) >= 0x2E80)
    total = counted.total()
    if any(0xE000 <= ord(sign) <= 0xF8FF for sign in counted):
        return 0.0
    return sum(count for sign, count in counted.items() if _is_in(sign, common)) / total if total else 1.0


def _is_in(sign: str, common: str) -> bool:
    try:
        code = sign.encode(common)
    except UnicodeEncodeError:
        return False
    return common != "big5" or len(code) < 2 or code[0] < 0xC9  # from there on its rare ones stand

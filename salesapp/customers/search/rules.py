"""What a customer is found by, as one line of text: names, number, pinyin, people, last four digits (conventions 3.12).

The line has two halves parted by ``~``: before it every word with a blank before it, after it only initials. So a
short Latin term can ask for the beginning of a word or for initials, and does not drown in the middles of readings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from salesapp.chinese import phone_search, pinyin
from salesapp.chinese.texts import line

#: PostgreSQL refuses index entries above 2,700 bytes.
MOST_BYTES = 2300
SHORT_LATIN = 3
LONGEST_TERM = 60
MOST_TERMS = 6


def compose(names: Iterable[str | None], number: str, people: Iterable[tuple[str, str | None]]) -> str:
    """Return the search line of a customer; ``people`` are (name, mobile or landline as stored)."""
    called = [name for name in names if name]
    words = [number, *called, *(pinyin.full(name) for name in called)]
    letters = [pinyin.initials(name) for name in called]
    for name, phone in people:
        words += [name, *pinyin.readings_of_name(name), phone_search.tail(phone) or ""]
        letters += pinyin.initials_of_name(name)
    after = _cut(_line(letters), MOST_BYTES // 4)
    return _cut(_line(words), MOST_BYTES - len(after.encode())) + "~" + after


def terms(typed: str) -> list[str]:
    """Return the words of a search as the search line has them; each must be found."""
    return [word[:LONGEST_TERM] for word in normalise(typed[:1000]).split()[:MOST_TERMS]]


def patterns(term: str) -> list[str]:
    """Return the LIKE patterns (escaped with ``\\``) of which one must match for a word to be found."""
    safe = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if len(term) <= SHORT_LATIN and term.isascii() and term.isalpha():
        return [f"% {safe}%", f"%~%{safe}%"]
    return [f"%{safe}%"]


def normalise(text: str) -> str:
    """Return text as it is compared: half width, lower case, without the separator."""
    return unicodedata.normalize("NFKC", line(text)).casefold().replace("~", " ")


def _line(words: Iterable[str]) -> str:
    seen = dict.fromkeys(normalise(word).strip() for word in words if word)
    return "".join(f" {word}" for word in seen if word)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")

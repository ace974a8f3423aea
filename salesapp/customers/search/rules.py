"""What a customer is found by, as one line of text: names, number, pinyin, people, last four digits (conventions 3.12).

The line has two halves parted by ``~``: before it every word with a blank before it, after it only initials. So a
short Latin term can ask for the beginning of a word or for initials, and does not drown in the middles of readings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from salesapp.chinese import person_names, phone_search, pinyin
from salesapp.chinese.texts import line
from salesapp.chinese.traditional import simplified

#: PostgreSQL refuses index entries above 2,700 bytes.
MOST_BYTES = 2300
#: Marks that part words, and those that stand inside one.
MARKS = {
    **dict.fromkeys(map(ord, "~,，、;；:：!！?？()（）[]【】{}《》<>|\n\t"), " "),
    **dict.fromkeys(map(ord, "·•・‧∙⋅'‘’\"“”"), None),
}
#: Signs that carry no accents.
PLAIN = re.compile(r"[\x00-\x7f\u4e00-\u9fff]*")
LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]+")
SHORT_LATIN = 3
LONGEST_TERM = 60
MOST_TERMS = 6


def compose(names: Iterable[str | None], number: str, people: Iterable[tuple[str, str | None]]) -> str:
    """Return the search line of a customer; ``people`` are (name, mobile or landline as stored)."""
    called = [name for name in names if name]
    words = [number, *called, *(reading for name in called for reading in pinyin.readings(name))]
    letters = [pinyin.initials(name) for name in called]
    for name, phone in people:
        words += [
            name,
            person_names.key(name),
            *pinyin.readings_of_name(name),
            phone_search.tail(phone) or "",
        ]
        letters += pinyin.initials_of_name(name)
    after = _cut(_line(letters), MOST_BYTES // 4)
    return _cut(_line(words), MOST_BYTES - len(after.encode())) + "~" + after


def titled(title: str | None, number: str | None = None) -> str:
    """Return the search line of a record: its title with the Latin words inside it, readings and initials, and its number."""
    return compose((title, *LATIN.findall(title or "")), number or "", ())


def terms(typed: str) -> list[str]:
    """Return the words of a search as the search line has them; each must be found. 苏州，远岸 are two."""
    words = (
        normalise(typed[:1000]).split() or typed[:LONGEST_TERM].strip(" ~").split()
    )  # nothing but marks finds nothing
    return [word[:LONGEST_TERM] for word in words[:MOST_TERMS]]


def joined(words: Sequence[str]) -> str:
    """Return the words of a search as one reading, where it may be one typed in syllables (yuan an); else nothing."""
    return "".join(words) if len(words) > 1 and all(w.isascii() and w.isalpha() for w in words) else ""


def patterns(term: str) -> list[str]:
    """Return the LIKE patterns (escaped with ``\\``) of which one must match for a word to be found."""
    safe = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if len(term) <= SHORT_LATIN and term.isascii() and term.isalpha():
        return [f"% {safe}%", f"%~%{safe}%"]
    return [f"%{safe}%"]


def normalise(text: str) -> str:
    """Return text as it is compared: half width, small letters without accents, simplified signs, marks as blanks.

    The dot within a name, quotation marks and the separator go: 阿依古丽·买买提 and 阿依古丽买买提, O’Brien and obrien are one.
    """
    if text.isascii() and text.isalnum():
        return text.lower()  # most words of a line are readings
    plain = simplified(unicodedata.normalize("NFKC", line(text)).casefold())
    if PLAIN.fullmatch(plain):
        return plain.translate(MARKS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).translate(MARKS)


def _line(words: Iterable[str]) -> str:
    seen = dict.fromkeys(normalise(word).strip() for word in words if word)
    return "".join(f" {word}" for word in seen if word)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")

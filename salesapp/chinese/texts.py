"""What is pasted is what is seen: text without the signs that nobody sees, with plain blanks and one kind of line break.

Phones, chats and web pages put direction marks, joiners and blanks of all widths around what is copied from them. Left in
place they make equal words differ, so every form, address and search reads through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

#: Control characters but the tab and the new line, and lone surrogates: no database or printer can hold them.
UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: Vertical tab (Word's own), form feed, next line, line and paragraph separator.
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Soft hyphen, joiners, fillers, marks of direction and of order, tags: seen by nobody.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0001"
)
PICTURE = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
#: A joiner stays between two parts of one picture (a family, a profession), tags stay behind the flag that they name.
INVISIBLE = re.compile(
    f"[{UNSEEN}]|(?<![{PICTURE}\ufe0f])\u200d|\u200d(?![{PICTURE}])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]+"
)

#: Most text has nothing unseen in it: ASCII, Chinese characters and marks, full-width signs.
SEEN = re.compile("[ -~\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
BROKEN = re.compile(r"[ \t]*[\n\t][ \t]*")
SAYING = re.compile(r"[^\W_]")


def enumerated(words: Iterable[object]) -> str:
    """Return words one after another as a Chinese sentence has them: 林*、方*."""
    return "、".join(map(str, words))


def clean(text: str) -> str:
    """Return text as it is seen: nothing invisible in it, plain blanks, ``\\n`` between lines, no blanks around it."""
    if (text.isascii() and text.isprintable()) or SEEN.fullmatch(text):
        return text.strip()
    text = UNHOLDABLE.sub("", BREAKS.sub("\n", text))
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()


def says(text: str | None, *, least: int = 1) -> bool:
    """Tell whether somebody wrote something: so many letters or characters, where blanks and full stops are none (W32)."""
    return SAYING.search(text or "") is not None if least == 1 else len(SAYING.findall(text or "")) >= least


def line(text: str) -> str:
    """Return text for a field of one line: cleaned, its line breaks and tabs blanks."""
    found = clean(text)
    return BROKEN.sub(" ", found) if "\n" in found or "\t" in found else found


def deep(value: Any) -> Any:
    """Return what a request carries (JSON) with every text in it cleaned, the names of its parts too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [deep(one) for one in value]
    if isinstance(value, dict):
        return {deep(name): deep(one) for name, one in value.items()}
    return value

"""Names of people: kept as they are written, in any script (conventions 3.11). Masks are the work of `masks`."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from importlib import resources

from salesapp.chinese.texts import line
from salesapp.chinese.traditional import simplified
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MIDDLE_DOT = "·"
DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅●.", MIDDLE_DOT))
LONGEST = 50
#: Radicals, strokes, the blocks of characters, and all of the planes that hold the rare ones.
HAN = re.compile("[\u2e80-\u2ef3\u31c0-\u31e3\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U0003ffff]")
#: Pictures, also those that this Python does not know yet.
PICTURES = re.compile("[\U0001f000-\U0001faff]")
SHOUTED = frozenset('<>{}[]|\\^`~@#$%&=+;!?"/')


class NameRefused(Refusal):
    """What was typed cannot be a person's name."""


@functools.cache
def table(kind: str) -> frozenset[str]:
    """Return what data/names.csv lists: ``single`` and ``double`` surnames, ``japanese`` families, ``title`` behind a name."""
    source = resources.files("salesapp.chinese.data").joinpath("names.csv").read_text("utf-8")
    return frozenset(row["word"] for row in csv.DictReader(source.splitlines()) if row["kind"] == kind)


def normalise(name: str) -> str:
    """Return a name with one kind of middle dot and single blanks; rare characters stay as they are.

    A full stop counts as a middle dot only between Chinese characters, so that ``J. Lee`` keeps its own.
    """
    text = " ".join(line(name).split())
    found = []
    for i, c in enumerate(text):
        between = 0 < i < len(text) - 1 and _is_han(text[i - 1]) and _is_han(text[i + 1])
        found.append(c.translate(DOTS) if c != "." or between else c)
    return "".join(found)


def surname(name: str) -> str:
    """Return the surname of a name in Chinese signs, also of a masked one: 西门庆 → 西门, 鈴木一郎 → 鈴木, 周* → 周.

    A Japanese family is told by its two signs before two more: 小林 is one, 林小明 is none.
    """
    plain = simplified(name.replace(" ", ""))
    name = name.replace(" ", "")
    if len(name) > 2 and plain[:2] in table("double"):
        return name[:2]
    families = table("japanese") if len(name) > 3 else ()
    return next((name[:count] for count in (3, 2) if plain[:count] in families), name[:1])


def key(name: str) -> str:
    """Return what a name is found by: without blanks and dots, small letters without accents, simplified signs."""
    text = unicodedata.normalize("NFKD", simplified(normalise(name))).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum() or c == "*")


def check(name: str) -> str:
    """Return a name as it is stored, or refuse what is none; length counts characters, however rare."""
    text = normalise(name)
    if len(text) > LONGEST:
        raise NameRefused(_("A name has at most %(count)s characters.", count=LONGEST))
    if not any(c.isalpha() or _is_han(c) for c in text):
        raise NameRefused(_("Write the real name, with letters or characters."))
    if any(c in SHOUTED or c.isdigit() or _is_picture(c) for c in text):
        raise NameRefused(_("A name has no digits, pictures or signs such as < and @."))
    return text


def _is_han(c: str) -> bool:
    return HAN.match(c) is not None


def _is_picture(c: str) -> bool:
    return unicodedata.category(c) in ("So", "Sk", "Cs", "Co") or PICTURES.match(c) is not None

"""How a letter addresses a person: 周先生, 西门女士, 周总, 阿依古丽·买买提女士, Mr Smith (conventions 3.11)."""

from __future__ import annotations

import re

from salesapp.chinese.person_names import HAN, MIDDLE_DOT, normalise, surname, table

LATIN_TITLES = {"mr": "Mr", "mr.": "Mr", "ms": "Ms", "ms.": "Ms", "mrs": "Mrs", "mrs.": "Mrs", "dr": "Dr", "dr.": "Dr",
                "prof.": "Prof.", "prof": "Prof."}  # fmt: skip
#: What a mask leaves of a name that has no surname to show: a first letter, which is nobody's name.
MASKED_WHOLE = re.compile(r"[^*]\*{3}")


def addressed(name: str, title: str) -> str:
    """Return how a letter begins; ``title`` is what the contact is called, ``/`` or empty where nobody noted it.

    A title that stands for itself (周总, 钱工) is taken as it is, one that follows a name gets the surname, or the whole
    name where it has none to part: with a dot, or in Latin letters.
    """
    name, title = normalise(name), title.strip()
    if title in ("", "/"):
        return name
    if title.lower() in LATIN_TITLES:
        return f"{LATIN_TITLES[title.lower()]} {_family(name)}"
    if title not in table("title"):
        return title
    if MASKED_WHOLE.fullmatch(name):
        return title
    if not HAN.search(name):
        return f"{name} {title}"
    return f"{surname(name) if MIDDLE_DOT not in name else name}{title}"


def _family(name: str) -> str:
    """Return the family name of a name in Latin letters: the one in capitals, the one before a comma, else the last."""
    if HAN.search(name):
        return surname(name)
    words = name.replace(",", " ").split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if "," in name:
        return name.partition(",")[0].strip()
    return capitals[0] if len(capitals) == 1 else words[-1]

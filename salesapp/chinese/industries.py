"""Industries of GB/T 4754-2017: 20 sections and 97 divisions (data/industries.csv), found by name, code and pinyin."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from salesapp.chinese import pinyin
from salesapp.chinese.traditional import simplified

#: What sales teams of equipment and software makers meet most, offered before anything is typed.
COMMON = ("C34", "C35", "C36", "C38", "C39", "C33", "C29", "C26", "F51", "I65", "E50", "M74")


@dataclass(frozen=True, slots=True)
class Industry:
    """One section (``C``) or division (``C34``); ``size_line`` names the line of the size classes it falls under."""

    code: str
    name: str
    pinyin: str
    initials: str
    size_line: str

    @property
    def section(self) -> str:
        return self.code[0]

    @property
    def shown(self) -> str:
        """The code and the name: C34 通用设备制造业."""
        return f"{self.code} {self.name}"


@functools.cache
def table() -> dict[str, Industry]:
    """Return every section and division by its code."""
    source = resources.files("salesapp.chinese.data").joinpath("industries.csv").read_text("utf-8")
    rows = csv.DictReader(source.splitlines())
    return {row["code"]: Industry(**row) for row in rows}


@functools.cache
def spoken() -> dict[str, tuple[str, ...]]:
    """Return what people say instead of the standard's names (data/industry_words.csv): 光伏, 模具 … with its divisions."""
    source = resources.files("salesapp.chinese.data").joinpath("industry_words.csv").read_text("utf-8")
    return {row["word"]: tuple(row["codes"].split()) for row in csv.DictReader(source.splitlines())}


def sections() -> list[Industry]:
    """Return the 20 sections, to look through where no word leads anywhere."""
    return [industry for industry in table().values() if len(industry.code) == 1]


def find(code: str | None) -> Industry | None:
    """Return the industry of a code."""
    return table().get((code or "").upper())


def words(code: str | None) -> str:
    """Return an industry as people read it: C34 通用设备制造业; an unknown code stands for itself."""
    found = find(code)
    return found.shown if found else code or ""


def full_words(code: str | None, separator: str = "-") -> str:
    """Return section and division for the printed sheet: 制造业-通用设备制造业."""
    found = find(code)
    if found is None:
        return code or ""
    section = table()[found.section]
    return found.name if found is section else f"{section.name}{separator}{found.name}"


def is_choosable(code: str | None) -> bool:
    """Return whether a customer can be given this industry: divisions only (F01: 门类+大类)."""
    found = find(code)
    return found is not None and len(found.code) == 3


def search(term: str, limit: int = 12) -> list[Industry]:
    """Return divisions for a code, a part of the name, pinyin or initials; the section's name finds its divisions.

    What people say instead (光伏, guangfu, gf) comes first, in the order in which it is likely.
    """
    word = simplified("".join(term.lower().split()))
    if not word:
        return [table()[code] for code in COMMON[:limit]]
    said = _said(word)
    ranked = []
    for industry in table().values():
        way = _way(word, industry) if is_choosable(industry.code) and industry.code not in said else None
        if way is not None:
            common = COMMON.index(industry.code) if industry.code in COMMON else len(COMMON)
            ranked.append((way, common, industry.code))
    return [table()[code] for code in (*said, *(code for *_rank, code in sorted(ranked)))][:limit]


def resolve(text: str) -> Industry | None:
    """Return the one division that a text names, or None when it is none or several."""
    exact = [i for i in table().values() if is_choosable(i.code) and i.name == "".join(text.split())]
    found = exact or search(text, limit=2)
    return found[0] if len(found) == 1 else None


def _said(word: str) -> list[str]:
    """Return the divisions of what people say: the word itself, one that it begins, or its pinyin or initials."""
    exact = spoken().get(word)
    if exact:
        return list(exact)
    if word.isascii():
        found = [codes for said, (whole, first) in _readings().items() for codes in [spoken()[said]]
                 if whole.startswith(word) and len(word) > 2 or first == word]  # fmt: skip
    else:
        found = [
            codes
            for said, codes in spoken().items()
            if len(word) > 1 and (said.startswith(word) or said in word)
        ]
    return list(dict.fromkeys(code for codes in found for code in codes))


@functools.cache
def _readings() -> dict[str, tuple[str, str]]:
    return {word: (pinyin.full(word), pinyin.initials(word)) for word in spoken()}


def _way(word: str, industry: Industry) -> int | None:
    """Say by which way a word leads to an industry, the best first; None where it leads elsewhere."""
    code = industry.code.lower()
    ways = (
        word in (code, code[0], code[1:], industry.name, code + industry.name),
        industry.name.startswith(word),
        word in industry.name,
        industry.pinyin.startswith(word) or industry.initials.startswith(word),
        word in table()[industry.section].name or (len(word) > 2 and word in industry.pinyin),
        len(word) > 1 and word in industry.initials,
    )
    return ways.index(True) if True in ways else None

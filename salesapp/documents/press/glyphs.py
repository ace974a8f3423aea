"""Characters that no font of the sheets has: they are printed as their code point and named, never as a blank box."""

from __future__ import annotations

import functools
import unicodedata

from fontTools.ttLib import TTFont

from salesapp.documents.press.fetcher import STATIC

FONTS = (
    "NotoSansSC-Regular.ttf",
    "SalesappRareHan-Regular.ttf",
    "SalesappMarks.ttf",
    "NotoEmoji-Regular.ttf",
)
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Mn"}  # controls, joiners and marks that have no shape of their own


@functools.cache
def covered() -> frozenset[int]:
    """Return every code point that the fonts of the sheets can print."""
    codes: set[int] = set()
    for name in FONTS:
        with TTFont(STATIC / "fonts" / name, lazy=True) as font:
            codes |= font.getBestCmap().keys()
    return frozenset(codes)


def missing(text: str) -> list[str]:
    """Return the characters of a text that would print as an empty box, in order of code point."""
    return sorted(
        char
        for char in set(text)
        if ord(char) not in covered() and unicodedata.category(char) not in INVISIBLE
    )


def mark_missing(html: str) -> tuple[str, list[str]]:
    """Replace each character without a glyph by its code point, as 〔U+30EDE〕, and return which they were."""
    lost = missing(html)
    for char in lost:
        html = html.replace(char, f"〔U+{ord(char):04X}〕")
    return html, lost

"""Identity cards: recognised, to be thrown away at once; their number is not wanted here. Pure."""

from __future__ import annotations

import re

from salesapp.reading.pictures.rules import Reading

IDENTITY = re.compile(r"公民身份号码|居民身份证|身份证号|签发机关")
IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
IDENTITY_WORDS = re.compile(r"^姓\s*名|^性\s*别|民\s*族|^出\s*生|^公\s*民|^住\s*址")


def is_identity_card(reading: Reading) -> bool:
    """Tell whether a picture shows an identity card, whichever side."""
    lines = [re.sub(r"\s", "", line.text) for line in reading.lines]
    whole = "".join(lines)
    words = {hit[0] for line in lines for hit in IDENTITY_WORDS.finditer(line)}
    return bool(
        re.search(r"公民身份号码|居民身份证", whole)
        or (IDENTITY.search(whole) and re.search(r"有效期|公安", whole))
        or (IDENTITY_NUMBER.search(whole) and len(words) >= 2)
        or len(words) >= 4
    )

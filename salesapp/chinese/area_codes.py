"""Area codes of China, and how many digits follow them: 8 in Suzhou (0512), 7 in Huzhou (0572)."""

from __future__ import annotations

import functools
import re

import phonenumbers

#: Area codes of three digits; all others have four.
SHORT_AREAS = {"010", "020", "021", "022", "023", "024", "025", "027", "028", "029"}


def area_of(digits: str) -> str:
    """Return the area code that a number begins with."""
    return digits[:3] if digits[:3] in SHORT_AREAS else digits[:4]


def is_landline(digits: str) -> bool:
    """Return whether digits are an area code with as many more as that city has."""
    area, local = area_of(digits), digits[len(area_of(digits)) :]
    return bool(re.fullmatch(r"0[1-9]\d{1,2}", area) and re.fullmatch(r"[2-9]\d{6,7}", local)) and len(
        local
    ) in lengths_in(area)


@functools.lru_cache(maxsize=512)
def lengths_in(area: str) -> tuple[int, ...]:
    """Return how many digits follow the area code of a city: 8 in 0512, 7 in 0572; none where there is no such code."""
    return tuple(
        count
        for count in (7, 8)
        if phonenumbers.is_valid_number(phonenumbers.parse(area + "6" * count, "CN"))
    )

"""The credit code of a photographed licence: three times checked, and never taken on the word of the checks alone. Pure.

A code that a person types is stopped by its last sign only. One from a picture is stopped by the inner check as well, by a
region that the register does not have, and by one that contradicts the address: two signs misread may cancel each other out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from salesapp.chinese import regions
from salesapp.chinese.credit_codes import (
    ALPHABET,
    LENGTH,
    MEANT,
    OFFICES,
    inner_is_valid,
    is_valid,
    normalise,
)
from salesapp.words import gettext as _

#: What the reader takes for each other.
ALIKE = (
    "56", "38", "08", "0D", "0Q", "0C", "17", "1T", "1L", "27", "8B", "6G", "5S", "49", "4A", "UV", "EF", "PR", "MN", "HM", "XY",
    "3E", "3B", "6B", "68", "CG", "DQ", "KX", "WM", "0U", "2R", "9G", "7Y", "06", "96", "83", "93", "47",
)  # fmt: skip
CONFUSED = {
    sign: "".join(sorted({c for pair in ALIKE if sign in pair for c in pair if c != sign and c in ALPHABET}))
    for sign in ALPHABET
}
#: The register of the state itself: ministries, and firms that the state's own bureau registers.
NATIONAL = "100000"
#: Zones whose own bureaus register firms: no units of GB/T 2260, but real in credit codes. Each is seen in published codes.
ZONES = {
    NATIONAL: "", "110302": "110000", "210231": "210200", "310141": "310000", "320191": "320100", "320594": "320500",
    "370220": "370200", "510109": "510100", "610131": "610100", "610132": "610100", "610133": "610100", "610136": "610100",
}  # fmt: skip
#: The districts of a municipality taken together, and its counties; what stands under a province itself (GB/T 2260).
TOGETHER = frozenset(f"{place}0{number}00" for place in ("11", "12", "31", "50") for number in (1, 2)) | {
    "419000", "429000", "469000", "659000",
}  # fmt: skip
#: The register of the mainland.
MAINLAND = re.compile(r"[1-6]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A code as read: ``code`` where it holds, ``repaired`` where letters that never occur were replaced.

    Where it does not hold ``problem`` says why, and ``candidate`` is the one code that was probably meant.
    """

    code: str = ""
    repaired: bool = False
    problem: str = ""
    candidate: str = ""


def judge(text: str, address_region: str | None) -> Judged:
    """Judge a code from a picture; ``address_region`` is where the address of the licence lies."""
    read = normalise(text)
    code = "".join(MEANT.get(sign, sign) if sign not in ALPHABET else sign for sign in read)
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return Judged(problem=_("The code has 18 characters; %(count)s were read.", count=len(read)))
    problem = _problem(code, address_region)
    if not problem:
        return Judged(code, repaired=code != read)
    return Judged(problem=problem, candidate=_candidate(code, address_region))


def _problem(code: str, address_region: str | None) -> str:
    last, inner = is_valid(code), code[2:8].isdigit() and inner_is_valid(code)
    known = code[2:8].isdigit() and is_known(code[2:8])
    if not last:
        return _("The check character does not agree: please compare with the picture.")
    wrong = [not inner, not known, known and contradicts(code[2:8], address_region)]
    if sum(wrong) > 1:
        return _("Two checks do not agree: please compare with the picture.")
    if not inner:
        return _("The organisation code inside does not check out: please compare with the picture.")
    if not known:
        return _("Characters 3 to 8 are no region: please compare with the picture.")
    if wrong[2]:
        return _("The region in the code is not that of the address: please compare with the picture.")
    return "" if code[0] in OFFICES else _("The first character is unusual: please compare with the picture.")


def is_known(region: str) -> bool:
    """Tell whether a region of the mainland is in the register, retired ones and the districts of a city together included."""
    if region in ZONES or region in TOGETHER:
        return True
    return bool(MAINLAND.match(region)) and (regions.find(region) is not None or _is_districts(region))


def _is_districts(region: str) -> bool:
    """Tell whether a code is that of the districts of a city together: 440101 is 广州市市辖区, and real in credit codes."""
    city = regions.find(f"{region[:4]}00") if region.endswith("01") else None
    return city is not None and city.level == 2 and city.name.endswith("市")


def contradicts(region: str, address_region: str | None) -> bool:
    """Tell whether a code's region lies in another city than the address; one of a province may lie anywhere in it."""
    if not address_region or region == NATIONAL:
        return False
    region = ZONES.get(region) or region
    levels = (2,) if region[:2] in regions.MUNICIPALITIES else (2, 4)
    pairs = [(region[:count], address_region[:count]) for count in levels]
    return any(one != other and "00" not in (one[-2:], other[-2:]) for one, other in pairs)


def _candidate(code: str, address_region: str | None) -> str:
    """Return the one code that is near enough and fits both checks and the address; nothing if not one.

    One misread sign is looked for, and a second one only where the region cannot be right as it was read: more guesses
    would find other firms' sound codes.
    """
    if not address_region:
        return ""
    near = next((n for n in (6, 4, 2) if address_region[n - 2 : n] != "00"), 2)
    torn = {n + 2 for n in range(near) if code[2 + n] != address_region[n]}
    for count in (1, 2) if torn else (1,):
        found = {
            candidate
            for places in itertools.combinations(range(LENGTH), count)
            if torn <= set(places)
            for candidate in _changed(code, places)
            if _holds(candidate, address_region)
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _changed(code: str, places: tuple[int, ...]) -> Iterator[str]:
    for signs in itertools.product(*(CONFUSED[code[place]] for place in places)):
        changed = list(code)
        for place, sign in zip(places, signs, strict=True):
            changed[place] = sign
        yield "".join(changed)


def _holds(code: str, address_region: str) -> bool:
    if code[0] not in OFFICES or not is_valid(code) or not inner_is_valid(code) or not is_known(code[2:8]):
        return False
    near = 6 if address_region[4:] != "00" and code[6:8] != "00" else 4  # a candidate must fit closely
    return not contradicts(code[2:8], address_region) and code[2 : 2 + near] == address_region[:near]

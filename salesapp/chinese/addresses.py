"""Where an address lies, and what reads like one: 江苏省苏州市高新区某某路18号3幢 → 江苏省 苏州市 虎丘区."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from salesapp.chinese import regions
from salesapp.chinese.regions import SUFFIXES, Region
from salesapp.chinese.traditional import simplified

#: What an address ends its parts with; a place is told by two of them.
PARTS = re.compile(
    r"省|自治[区州县]|[市区县旗镇乡村]|街道|开发区|园区|大道|公路|[路街巷弄]|胡同|[号幢栋座楼层室]|大厦|广场|组团|工业区"
)
STREET = re.compile(r"大道|公路|[路街巷弄村镇乡]|胡同|开发区|园区|工业区|大厦|广场|[号幢栋座]楼?|港区")
ENGLISH = re.compile(
    r"\b(?:road|rd|street|st|avenue|ave|district|lane|building|bldg|floor|room|no|p\.?\s?r\.?\s?china|city|province)\b\.?",
    re.IGNORECASE,
)
#: How far into an address its province, city and county stand.
HEAD = 40


@dataclass(frozen=True, slots=True)
class Found:
    """The region of an address; ``zone`` where a development zone was named instead of a district."""

    code: str
    zone: str = ""


def looks_like_one(text: str) -> bool:
    """Tell whether a text reads like an address: two of its parts, one of them a street, a door or a place in the country."""
    plain = re.sub(r"\s", "", text)
    return len(plain) >= 6 and len(set(PARTS.findall(plain))) >= 2 and bool(STREET.search(plain))


def looks_english(text: str) -> bool:
    """Tell whether a text reads like an address in English."""
    return text.isascii() and len({hit.lower().strip(".") for hit in ENGLISH.findall(text)}) >= 2


def region_in(address: str) -> Found | None:
    """Return the county or city that an address names, the smallest that is certain; None where none is."""
    text = simplified(re.sub(r"\s", "", address))[:HEAD]
    province = _first(text, _named(1), begins=True)
    cities = [city for city in _named(2) if province is None or city.code[:2] == province.code[:2]]
    city = _first(text, cities, begins=True)
    county = _county(text, province, city)
    if county is not None and (city is None or county.code[:4] == city.code[:4]):
        return Found(county.code)
    if zone := _zone(text, city):
        return Found(zone.code, zone.name)
    smallest = city or province
    return Found(smallest.code) if smallest is not None and regions.is_choosable(smallest.code) else None


def full(code: str | None, place: str | None, separator: str = " ") -> str:
    """Return a place with its region before it; one that names its province or city itself stands alone."""
    named = region_in(place) if place else None
    inside = named is not None and code is not None and named.code[:4] == code[:4]
    says_city = inside and any(_short(one) in (place or "")[:6] for one in regions.path(code or "")[:2])
    return separator.join(
        part for part in ("" if says_city else regions.words(code, separator), place) if part
    )


@functools.cache
def _named(level: int) -> tuple[Region, ...]:
    return tuple(r for r in regions.table().values() if r.level == level and not r.retired)


def _first(text: str, among: tuple[Region, ...] | list[Region], *, begins: bool) -> Region | None:
    """Return the region whose name stands first: written out anywhere, or short at the beginning."""
    hits = [(text.find(region.name), -len(region.name), region) for region in among if region.name in text]
    if hits:
        return min(hits, key=lambda hit: hit[:2])[2]
    short = [region for region in among if len(_short(region)) > 1 and _short(region) in text[:6]]
    return short[0] if begins and len(short) == 1 else None


def _county(text: str, province: Region | None, city: Region | None) -> Region | None:
    inside = city.code[:4] if city else province.code[:2] if province else ""
    hits = [
        r
        for r in _named(3)
        if r.name in text and r.code.startswith(inside) and r.name not in ("市辖区", "县")
    ]
    if len(hits) > 1:  # 江苏省苏州市吴中区 names no 中区
        longest = max(len(region.name) for region in hits)
        hits = [region for region in hits if len(region.name) == longest]
    return hits[0] if len(hits) == 1 else None


def _zone(text: str, city: Region | None) -> regions.Zone | None:
    for zone in regions.zones():
        if zone.name in text:
            return zone
        if city is not None and zone.code[:4] == city.code[:4]:
            rest = zone.name.removeprefix(_short(city))
            if rest != zone.name and len(rest) > 2 and rest in text:
                return zone
    return None


def _short(region: Region) -> str:
    for suffix in SUFFIXES:
        if region.name.endswith(suffix) and len(region.name) > len(suffix) + 1:
            return region.name.removesuffix(suffix)
    return region.name

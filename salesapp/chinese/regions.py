"""Provinces, cities and counties of GB/T 2260 (data/regions.csv): paths, children, search by name and pinyin."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from salesapp.chinese import pinyin
from salesapp.chinese.traditional import simplified

#: Province-level units whose counties follow at once.
MUNICIPALITIES = frozenset({"11", "12", "31", "50", "81", "82"})
ABROAD = "990000"
SUFFIXES = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "省",
    "市",
    "地区",
    "盟",
    "县",
    "区",
    "旗",
)


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative unit; ``path`` runs from the province down, ``retired`` codes are only read, never offered."""

    code: str
    name: str
    pinyin: str
    initials: str
    area_code: str
    retired: bool

    @property
    def level(self) -> int:
        """1 province, 2 city, 3 county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


@functools.cache
def table() -> dict[str, Region]:
    """Return every region by its code."""
    source = resources.files("salesapp.chinese.data").joinpath("regions.csv").read_text("utf-8")
    rows = (
        Region(r["code"], r["name"], r["pinyin"], r["initials"], r["area_code"], r["status"] == "retired")
        for r in csv.DictReader(source.splitlines())
    )
    return {region.code: region for region in rows}


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone, which is no unit of the standard; ``code`` is the district or city that it lies in."""

    name: str
    code: str
    pinyin: str
    initials: str


@functools.cache
def zones() -> list[Zone]:
    """Return the development zones that people name instead of a district (data/zones.csv)."""
    source = resources.files("salesapp.chinese.data").joinpath("zones.csv").read_text("utf-8")
    return [
        Zone(row["name"], row["code"], pinyin.full(row["name"]), pinyin.initials(row["name"]))
        for row in csv.DictReader(source.splitlines())
    ]


def find(code: str | None) -> Region | None:
    """Return the region of a code, also a retired one; None for a code that never was."""
    return table().get(code or "")


def path(code: str) -> list[Region]:
    """Return the region with its province and city before it."""
    found = [table().get(code[:2] + "0000"), table().get(code[:4] + "00"), table().get(code)]
    return list(dict.fromkeys(region for region in found if region))


@functools.lru_cache(maxsize=8192)
def words(code: str | None, separator: str = " ") -> str:
    """Return a region as people read it: 江苏省 苏州市 吴中区; an unknown code stands for itself."""
    names = [region.name for region in path(code)] if code else []
    return separator.join(names) if names else code or ""


def area_code(code: str | None) -> str | None:
    """Return the telephone area code of a region, or None where it has none of its own."""
    return next((r.area_code for r in reversed(path(code)) if r.area_code), None) if code else None


@functools.cache
def children() -> dict[str, list[Region]]:
    """Return the current regions below each code; the provinces stand below the empty one."""
    below: dict[str, list[Region]] = {}
    for region in table().values():
        if not region.retired:
            below.setdefault(_parent(region), []).append(region)
    return below


def is_choosable(code: str | None) -> bool:
    """Return whether a customer can be placed here: a county, a city, a municipality, or a place without smaller ones."""
    region = find(code)
    if region is None:
        return False
    return region.level > 1 or region.code[:2] in MUNICIPALITIES or region.code not in children()


def search(term: str, limit: int = 12) -> list[Region]:
    """Return current regions for a name, full pinyin or initials, the best first: 吴中, wuzhong, wzq, 苏州吴中.

    Several words must all be found along the path, so that ``江苏 gulou`` tells one 鼓楼区 from the other. A development
    zone finds the place it lies in: 工业园区, gyyq.
    """
    wanted = simplified(term.lower()).split()
    if not wanted:
        return [r for r in children()[""] if is_choosable(r.code)][:limit]
    ranked = []
    for region, trail, trail_pinyin, trail_initials in _index():
        ways = [_way(word, region, trail, trail_pinyin, trail_initials) for word in wanted]
        leading = [way for way in ways if way is not None]
        if len(leading) == len(wanted):
            ranked.append((min(leading), region.level, region.code, region))
    found = [region for *_key, region in sorted(ranked)[:limit]]
    named = [table()[zone.code] for zone in zones() if all(_is_zone(word, zone) for word in wanted)]
    return list(dict.fromkeys([*found, *named]))[:limit]


def zone_of(term: str, code: str) -> str:
    """Return the zone by which a term found a region, for the words beside it; nothing where it was its own name."""
    wanted = simplified(term.lower()).split()
    own = next((row for row in _index() if row[0].code == code), None)
    if not wanted or own is None or all(_way(word, *own) is not None for word in wanted):
        return ""
    return next((z.name for z in zones() if z.code == code and all(_is_zone(word, z) for word in wanted)), "")


def city_named(text: str) -> Region | None:
    """Return the city that a text names, a municipality too: 苏州, 苏州市, 上海; None for a county and for none."""
    name = simplified(text.strip())
    for region in table().values():
        is_city = region.level == 2 or (region.level == 1 and region.code[:2] in MUNICIPALITIES)
        if is_city and not region.retired and name in (region.name, _short(region.name)):
            return region
    return None


def city_key(code: str) -> str:
    """Return what the codes of one city have in common: two digits of a municipality, four of any other."""
    return code[:2] if code[:2] in MUNICIPALITIES else code[:4]


def resolve(text: str) -> Region | None:
    """Return the one region that a text names (江苏省 苏州市 吴中区, 吴中区), or None when it is none or several."""
    name = text.replace(" ", "").replace("-", "")
    exact = [r for r, trail, *_rest in _index() if name in (r.code, r.name, *trail.split("|"))]
    if len(exact) == 1:
        return exact[0]
    found = search(text, limit=2)
    return found[0] if len(found) == 1 else None


def of_credit_code(code: str) -> str | None:
    """Return the region to prefill from signs 3–8 of a credit code: the county, or the city of a retired one (3.8)."""
    region = find(code[2:8])
    if region is not None and not region.retired and is_choosable(region.code):
        return region.code
    city = find(code[2:6] + "00")
    return city.code if city is not None and not city.retired and is_choosable(city.code) else None


@functools.cache
def _index() -> list[tuple[Region, str, str, str]]:
    rows = []
    for region in table().values():
        if region.retired or not is_choosable(region.code):
            continue
        line = path(region.code)
        trail = "".join(r.name for r in line) + "|" + "".join(_short(r.name) for r in line)
        rows.append((region, trail, "".join(r.pinyin for r in line), "".join(r.initials for r in line)))
    return rows


def _is_zone(word: str, zone: Zone) -> bool:
    if word.isascii():
        return len(word) > 1 and (word in zone.initials or (len(word) > 2 and word in zone.pinyin))
    return len(word) > 1 and word in zone.name


def _way(word: str, region: Region, trail: str, trail_pinyin: str, trail_initials: str) -> int | None:
    """Say by which way a word leads to a region: the name, its beginning, its pinyin, its initials, then the path."""
    ways = (
        word in (region.name, _short(region.name), region.code),
        region.name.startswith(word) or word in (region.pinyin, region.initials),
        region.pinyin.startswith(word) or region.initials.startswith(word),
        word in trail,
        len(word) > 1 and (trail_initials.startswith(word) or trail_pinyin.startswith(word)),
        len(word) > 2 and word in trail_pinyin,
    )
    return ways.index(True) if True in ways else None


def _short(name: str) -> str:
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def _parent(region: Region) -> str:
    if region.level == 1:
        return ""
    if region.level == 2 or region.code[:2] in MUNICIPALITIES or region.code[:4] + "00" not in table():
        return region.code[:2] + "0000"
    return region.code[:4] + "00"

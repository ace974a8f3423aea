"""What a cell names: a place, alone or with its street; an industry, by its code or as people say it. Pure."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import replace

from salesapp.chinese import addresses, industries, regions
from salesapp.chinese.texts import line
from salesapp.prospecting.imports.cells.rules import NONE, Taken, empty, offered
from salesapp.reading.tables.book import Cell
from salesapp.words import gettext as _


def region(cell: Cell) -> Taken:
    """Take the one place that a text names; a city's short name is that city."""
    said = line(cell.shown)
    if said in cities():
        return Taken(cities()[said])
    found = _place(said)
    if found is None:
        inside = region_of_address(cell)
        return (
            replace(inside, remark=said)
            if inside.holds
            else empty(cell, _("It is not clear which place this is."), said)
        )
    full = regions.words(found.code)
    alike = said.replace(" ", "") in (found.name, full.replace(" ", ""))
    return Taken(found.code) if alike else offered(cell, found.code, full)


def region_of_address(cell: Cell) -> Taken:
    """Offer the place that an address begins with; nothing where it names none for certain."""
    found = addresses.region_in(line(cell.shown))
    return offered(cell, found.code, _("Read from the address.")) if found else NONE


#: A table names the same few places and industries in all of its rows.
_place = functools.lru_cache(maxsize=2048)(regions.resolve)
_division = functools.lru_cache(maxsize=2048)(industries.resolve)
#: A division, or one of its groups and classes, by its code, with or without its name: C34, C34通用设备, C3411.
CODED = re.compile(r"([A-Ta-t]\d{2})\d{0,2}(?![0-9A-Za-z])")


@functools.lru_cache(maxsize=2048)
def _begun(said: str) -> industries.Industry | None:
    """Return the one division whose name begins with a text: 电气机械, without what others call so too."""
    found = [
        one
        for one in industries.table().values()
        if industries.is_choosable(one.code) and one.name.startswith(said)
    ]
    return found[0] if len(found) == 1 and len(said) > 2 else None


@functools.cache
def cities() -> dict[str, str]:
    """Return the cities by the names that people and companies use: 苏州, 上海."""
    found = {}
    for region in regions.table().values():
        municipal = region.level == 1 and region.code[:2] in regions.MUNICIPALITIES
        short = region.name.removesuffix("市").removesuffix("地区")
        if (region.level == 2 or municipal) and not region.retired and len(short) >= 2:
            found[short] = region.code
    return found


def industry(cell: Cell) -> Taken:
    """Take the one division that a text names."""
    said = unicodedata.normalize("NFKC", line(cell.shown))
    coded = CODED.match(said)
    found = industries.find(coded[1].upper()) if coded else None
    if found is not None and industries.is_choosable(found.code):
        return Taken(found.code)
    found = _division(said) or _begun(said)
    if found is None:
        return empty(cell, _("It is not clear which industry this is."), said)
    return Taken(found.code) if found.name == said else offered(cell, found.code, found.shown)

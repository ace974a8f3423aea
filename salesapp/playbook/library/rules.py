"""The library: what may be shown and given to customers, for which industry and pain, and until when. Pure."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

LONGEST_PAIN, MOST_PAINS, MOST_INDUSTRIES = 20, 10, 8


class ItemKind(StrEnum):
    """What a piece of the library is."""

    MATERIAL = "material"
    CASE = "case"
    DRAFT = "draft"


KIND_NAMES = {
    ItemKind.MATERIAL: _l("Company material"),
    ItemKind.CASE: _l("Case"),
    ItemKind.DRAFT: _l("Solution draft"),
}


class TagKind(StrEnum):
    """By what a piece is found."""

    INDUSTRY = "industry"
    PAIN = "pain"


class LibraryRefused(Refusal):
    """A piece of the library that cannot be kept or given as it is."""


def is_expired(expires_on: date | None, today: date) -> bool:
    """Tell whether a piece may no longer be offered: from the day after its last one."""
    return expires_on is not None and expires_on < today


def pains(text: str | None) -> list[str]:
    """Return the pains of a line as people part them: 、，,；; or blanks; each once."""
    return list(dict.fromkeys(filter(None, re.split(r"[、，,；;\s]+", text or ""))))


def check_item(kind: str, figure: str | None, found: list[str]) -> None:
    """Refuse a case that proves no figure, and pains that are no tags."""
    if kind not in KIND_NAMES:
        raise LibraryRefused(_("There is no such kind of material."), field="kind")
    if kind == ItemKind.CASE and not re.search(r"\d|[一二三四五六七八九十百千万]", figure or ""):
        raise LibraryRefused(_("A case proves something: write it with its number."), field="figure")
    if len(found) > MOST_PAINS or any(len(one) > LONGEST_PAIN for one in found):
        sentence = _(
            "At most %(most)s pains of at most %(length)s characters.", most=MOST_PAINS, length=LONGEST_PAIN
        )
        raise LibraryRefused(sentence, field="pains")


def check_why(versions: int, why: str | None) -> None:
    """Refuse a new version that does not say what is new in it; the first needs no words."""
    if versions and not (why or "").strip():
        raise LibraryRefused(_("Say what is new in this version."), field="why")


def check_offered(active: bool, expires_on: date | None, today: date) -> None:
    """Refuse to give away what is out of use or out of date."""
    if not active or is_expired(expires_on, today):
        raise LibraryRefused(
            _("This is out of date. Choose another, or ask for a new version."), field="item_id"
        )


def suits(tags: list[str], pain_points: str | None) -> int:
    """Count the pains of a piece that a customer's own words name."""
    return sum(tag in (pain_points or "") for tag in tags)

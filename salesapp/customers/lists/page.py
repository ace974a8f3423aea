"""The list of customers as its page shows it: the filters one can press, and the words of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from salesapp.chinese import industries, phones, regions
from salesapp.customers import page, rules
from salesapp.customers.lists.queries import Line, Wanted
from salesapp.customers.rules import ActivityLevel, Kind
from salesapp.documents.forms.registry import spec
from salesapp.web import cache
from salesapp.web.drawn import all_of
from salesapp.words import gettext as _
from salesapp.words import spoken


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is pressed to choose it and pressed again to drop it."""

    label: str
    name: str
    value: str
    on: bool

    @property
    def next(self) -> str:
        """What pressing it asks for."""
        return "" if self.on else self.value


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that a line of the list may need, and what can be filtered: looked up once in each language."""

    kinds: Mapping[str, str]
    tones: Mapping[str, str]
    tiers: Mapping[str, str]
    activity: Mapping[str, str]
    owner: str
    last: str
    nobody: str
    #: Label, name and value of each filter.
    filters: Sequence[tuple[str, str, str]]
    industry: Callable[[str], str] = industries.words
    region: Callable[[str], str] = regions.words
    masked: Callable[[str | None], str] = phones.masked


def words() -> Words:
    """Return the words of the list in the language of whoever reads."""
    kept: dict[Any, Words] = cache.stamped("customers.words", dict)
    if spoken() not in kept:
        kept[spoken()] = _looked_up()
    return kept[spoken()]


def _looked_up() -> Words:
    kinds, tiers = _chosen("kind"), _chosen("tier")
    return Words(
        kinds=kinds,
        tones=page.KIND_TONES,
        tiers=tiers,
        activity={code: rules.activity_words(code) for code in ActivityLevel},
        owner=_("Owner"),
        last=_("Last contact"),
        nobody=_("nobody"),
        filters=(
            (_("Mine"), "scope", "mine"),
            *((kinds[code], "kind", code) for code in Kind),
            *((tiers[code], "tier", code) for code in page.TIERS_LOOKED_AFTER),
            *((_activity(code), "activity", code) for code in ActivityLevel),
        ),
    )


def lines(rows: Sequence[Line]) -> Markup:
    """Return lines of the list, in the reader's language."""
    return all_of("customers/_list.html", "line", rows)


def filters(asked: Wanted) -> list[Filter]:
    """Return the filters in their order: mine, the kinds, the tiers that are looked after, the activity."""
    return [Filter(*each, getattr(asked, each[1]) == each[2]) for each in words().filters]


def _activity(code: str) -> str:
    return _("Activity %(level)s", level=rules.word("activity_level", code))


def _chosen(field: str) -> dict[str, str]:
    return {choice.code: str(choice.label) for choice in spec(f"F01.{field}").choices}

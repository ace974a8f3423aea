"""The list of customers as its page shows it: the filters one can press, and the words of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from salesapp.chinese import industries, phones, regions
from salesapp.customers import page, rules
from salesapp.customers.lists.queries import Wanted
from salesapp.customers.rules import ActivityLevel, Kind
from salesapp.documents.forms.registry import spec
from salesapp.words import gettext as _


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
    """Every word that a line of the list may need, looked up once for the page."""

    kinds: Mapping[str, str]
    tones: Mapping[str, str]
    tiers: Mapping[str, str]
    activity: Mapping[str, str]
    owner: str
    last: str
    nobody: str
    industry: Callable[[str], str] = industries.words
    region: Callable[[str], str] = regions.words
    masked: Callable[[str | None], str] = phones.masked


def words() -> Words:
    """Return the words of the lines in the language of whoever reads."""
    return Words(
        kinds=_chosen("kind"),
        tones=page.KIND_TONES,
        tiers=_chosen("tier"),
        activity={code: rules.activity_words(code) for code in ActivityLevel},
        owner=_("Owner"),
        last=_("Last contact"),
        nobody=_("nobody"),
    )


def filters(asked: Wanted) -> list[Filter]:
    """Return the filters in their order: mine, the kinds, the tiers that are looked after, the activity."""
    kinds, tiers = _chosen("kind"), _chosen("tier")
    return [
        Filter(_("Mine"), "scope", "mine", asked.scope == "mine"),
        *(Filter(kinds[code], "kind", code, asked.kind == code) for code in Kind),
        *(Filter(tiers[code], "tier", code, asked.tier == code) for code in page.TIERS_LOOKED_AFTER),
        *(Filter(_activity(code), "activity", code, asked.activity == code) for code in ActivityLevel),
    ]


def _activity(code: str) -> str:
    return _("Activity %(level)s", level=rules.word("activity_level", code))


def _chosen(field: str) -> dict[str, str]:
    return {choice.code: str(choice.label) for choice in spec(f"F01.{field}").choices}

"""The people of a row: two names in one cell, their numbers and mails by order, titles in brackets. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from salesapp.chinese import person_names
from salesapp.chinese.texts import clean
from salesapp.reading.tables.leftovers import says_nothing
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

HAN = r"[㐀-䶿一-鿿\U00020000-\U0003ffff·•]"
BETWEEN = re.compile(rf"[\n;；、/／|&＆]+|(?<={HAN})\s*[,，]\s*(?={HAN})|(?<={HAN})和(?={HAN}{{2}})|\s{{2,}}")
TITLED = re.compile(rf"({HAN}{{1,6}}|[A-Za-z][A-Za-z .'-]+)\s*[(（]([^()（）]{{1,30}})[)）]\s*(?=\S|$)")
MOST = 10


@dataclass(slots=True)
class Person:
    """Somebody of a company, as far as a row says."""

    name: str | None = None
    title: str | None = None
    mobile: str | None = None
    landline: str | None = None
    email: str | None = None
    wechat: str | None = None

    @property
    def values(self) -> dict[str, str | None]:
        """What is stored of them."""
        return {
            name: getattr(self, name) for name in ("name", "title", "mobile", "landline", "email", "wechat")
        }

    @property
    def is_known(self) -> bool:
        """Whether anything is known of them."""
        return any(self.values.values())


@dataclass(slots=True)
class Named:
    """The people that a cell names; what is to be said of it."""

    people: list[Person] = field(default_factory=list)
    wrong: str = ""


def named(text: str) -> Named:
    """Return the people of a cell: parted by 、, a break or a slash; by a comma only between Chinese names."""
    found = Named()
    for part in BETWEEN.split(clean(text)):
        for name, title in _titled(part.strip()):
            if says_nothing(name):
                continue
            try:
                found.people.append(Person(name=person_names.check(name), title=title))
            except Refusal as refusal:
                found.wrong = str(refusal)
    return found


def _titled(text: str) -> list[tuple[str, str | None]]:
    """Return names with the titles that stand in brackets behind them: 冯知渔（总经理）李经理 are two."""
    pieces: list[tuple[str, str | None]] = []
    rest = text
    while match := TITLED.match(rest):
        pieces.append((match[1].strip(), match[2].strip()))
        rest = rest[match.end() :].strip()
    return [*pieces, *([(rest, None)] if rest else [])]


def together(
    people: Sequence[Person],
    mobiles: Sequence[str],
    landlines: Sequence[str],
    mails: Sequence[str],
    titles: Sequence[str],
) -> tuple[list[Person], str]:
    """Return the people with their numbers, mails and titles, paired by order, and what is to be said of that.

    Numbers without anybody are somebody's whose name is not known.
    """
    found = list(people)
    for values, name in ((mobiles, "mobile"), (landlines, "landline"), (mails, "email"), (titles, "title")):
        for place, value in enumerate(dict.fromkeys(values)):
            if place == len(found):
                found.append(Person())
            if getattr(found[place], name) is None:
                setattr(found[place], name, value)
    several = len(people) > 1 and any(len(values) > 0 for values in (mobiles, landlines, mails))
    return found[:MOST], _(
        "Several people in one cell: numbers and mails follow their order."
    ) if several else ""

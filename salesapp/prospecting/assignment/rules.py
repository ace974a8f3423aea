"""Rows are shared out among people: by turn, or by the region or the industry that each looks after (R14). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from salesapp.chinese import industries, regions
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

#: Rows that are given at once: each leaves its work and its turn.
MOST = 1000


class Way(StrEnum):
    """How rows are shared out."""

    TURN = "turn"
    REGION = "region"
    INDUSTRY = "industry"


WAY_LABELS: Mapping[str, Any] = {
    Way.TURN: lazy_pgettext("assignment", "By turn"),
    Way.REGION: lazy_pgettext("assignment", "By region"),
    Way.INDUSTRY: lazy_pgettext("assignment", "By industry"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that nobody has: in the order in which rows are given, the best first."""

    id: int
    region: str | None
    industry: str | None


def group(way: Way, row: Row) -> str:
    """Return the group that a row belongs to: the city of a region (or what is known of it), the division of an industry."""
    if way is Way.REGION:
        code = row.region or ""
        if code[:2] in regions.MUNICIPALITIES or code.endswith("0000"):
            return f"{code[:2]}0000" if code else ""
        return f"{code[:4]}00" if code else ""
    return (row.industry or "") if way is Way.INDUSTRY else ""


def group_words(way: Way, code: str) -> str:
    """Return what a group is called; nothing known has words too."""
    if not code:
        return _("Not known")
    return regions.words(code) if way is Way.REGION else industries.words(code)


def by_turn(rows: Sequence[Row], held: Mapping[int, int]) -> dict[int, int]:
    """Return to whom each row goes: always to whoever holds the fewest by then, so that all end up level.

    ``held`` is how many open rows each person has, in the order in which they are asked.
    """
    if not held:
        raise ProspectRefused(_("Tick at least one person."), field="people")
    load = dict(held)
    given: dict[int, int] = {}
    for row in rows:
        person = min(load, key=lambda one: load[one])
        given[row.id] = person
        load[person] += 1
    return given


def by_group(rows: Sequence[Row], way: Way, chosen: Mapping[str, int], *, most: int = MOST) -> dict[int, int]:
    """Return to whom each row goes: to whoever was chosen for its group; the rows of other groups stay with nobody.

    Of more rows than are given at once the first ones go.
    """
    if not chosen:
        raise ProspectRefused(_("Choose somebody for at least one group."), field="groups")
    given = ((row.id, chosen[code]) for row in rows if (code := group(way, row)) in chosen)
    return dict(islice(given, most))


def check_some(count: int) -> None:
    """Refuse to give nothing, or more at once than one step does."""
    if not count:
        raise ProspectRefused(_("No row was chosen that is still to be contacted."), field="rows")
    if count > MOST:
        raise ProspectRefused(_("Give at most %(count)s rows at once.", count=MOST), field="rows")

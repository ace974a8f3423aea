"""The story of a customer or an opportunity as its page shows it: entries, filters, where the next page begins (R45, R7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from salesapp import capability
from salesapp.home.records import queries
from salesapp.home.records.queries import Filled
from salesapp.opportunities.cadence.queries import Pace
from salesapp.opportunities.cards.queries import Card
from salesapp.opportunities.grading.rules import GRADES
from salesapp.web.story import CHANGE, TO_COME, About, Entry, History, merged
from salesapp.words import gettext as _

SIZE = 20


@dataclass(frozen=True, slots=True)
class Story:
    """One page of a timeline."""

    entries: Sequence[Entry]
    show: str | None
    filters: Mapping[str, Any]
    #: The page that it stands on.
    endpoint: str | None
    values: Mapping[str, Any] | None

    @property
    def lines(self) -> list[Entry | Run]:
        """The entries, runs of changes folded into one line each; unfolded where one asked for the changes alone."""
        return list(self.entries) if self.show else folded(self.entries)

    @property
    def earlier(self) -> str | None:
        """Where the next page begins, or nothing where this is the last."""
        past = [entry for entry in self.entries if entry.group != TO_COME]
        return past[-1].at.isoformat() if len(past) >= SIZE else None


@dataclass(frozen=True, slots=True)
class Run:
    """Changes that follow one another without a word from anybody between them: one line that opens."""

    entries: tuple[Entry, ...]

    @property
    def words(self) -> str:
        """What changed, each thing once, in the order of the timeline."""
        return _(", ").join(dict.fromkeys(entry.title or entry.aside for entry in self.entries))


def folded(entries: Iterable[Entry]) -> list[Entry | Run]:
    """Fold runs of two and more changes; what people said, did and signed stands by itself (R45)."""
    lines: list[Entry | Run] = []
    for is_change, run in groupby(entries, key=lambda entry: entry.look == CHANGE):
        several = tuple(run)
        lines += [Run(several)] if is_change and len(several) > 1 else several
    return lines


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page, with the blocks that hold something; its topmost block names it."""

    name: str
    title: Any
    filled: Sequence[Filled]

    @property
    def wide(self) -> bool:
        """Whether it stands below the story."""
        return any(each.block.wide for each in self.filled)


@dataclass(frozen=True, slots=True)
class Business:
    """What is open with a customer, in a line: the best grade, the sum, what is due first."""

    count: int
    grade: str
    amount: Decimal
    pace: Pace

    @classmethod
    def of(cls, blocks: Sequence[Filled]) -> Business | None:
        """Return the open business among the blocks of a customer's page; nothing where none is open."""
        rows = next((each.values for each in blocks if each.block.name == "opportunities"), None) or ()
        cards: list[Card] = [card for card in rows if card.is_open]
        if not cards:
            return None
        first = min(cards, key=lambda card: (not card.pace.late, card.pace.due_on or date.max))
        best = min((card.grade for card in cards), key=GRADES.index)
        return cls(len(cards), best, sum((card.amount for card in cards), Decimal()), first.pace)


def sections(blocks: Sequence[Filled]) -> list[Section]:
    """Return the sections of a record's page."""
    titles = {each.block.section: each.block.title for each in blocks}
    return [
        Section(name, title, [each for each in blocks if each.block.section == name and each.values])
        for name, title in titles.items()
    ]


def _histories() -> list[History]:
    return [part.history for part in capability.installed() if part.history is not None]


def filters() -> dict[str, Any]:
    """Return the groups that a timeline can be narrowed to, with their names."""
    return {group: label for history in _histories() for group, label in history.filters.items()}


def needed() -> set[str]:
    """Return the blocks that tell whether there is anything to look for."""
    return {history.block for history in _histories() if history.block}


def entries(
    about: About, *, now: datetime, show: str | None, before: datetime | None, blocks: Collection[str]
) -> list[Entry]:
    """Return one page of the timeline of a customer or an opportunity, narrowed to one group where asked.

    ``blocks`` are those of its page that hold something: where a history has nothing to tell of, it is not asked.
    """
    telling = [
        (history, groups)
        for history in _histories()
        if (groups := history.groups & {show} if show else history.groups)
        and (not history.block or history.block in blocks)
    ]
    rows = queries.rows([history for history, _groups in telling], about, size=SIZE, before=before)
    found: list[Entry] = []
    for (history, groups), of_it in zip(telling, rows, strict=True):
        found += history.tell(about, of_it, now=now, size=SIZE, groups=groups, before=before)
    return _cut(found)


def _cut(entries: Iterable[Entry]) -> list[Entry]:
    """Order the entries and keep what one page shows: everything to come, and the newest of what was.

    What happened at one moment stays on one page, since the next page begins before that moment.
    """
    ordered = merged(entries)
    waiting = [entry for entry in ordered if entry.group == TO_COME]
    past = ordered[len(waiting) :]
    last = past[SIZE - 1].at if len(past) >= SIZE else None
    return [*waiting, *past[:SIZE], *(entry for entry in past[SIZE:] if entry.at == last)]

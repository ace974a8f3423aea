"""The story of a customer or an opportunity as its page shows it: entries, filters, where the next page begins (R45, R7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp import capability
from salesapp.home.records.queries import Filled
from salesapp.web.story import TO_COME, About, Entry, History, merged

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
    def earlier(self) -> str | None:
        """Where the next page begins, or nothing where this is the last."""
        past = [entry for entry in self.entries if entry.group != TO_COME]
        return past[-1].at.isoformat() if len(past) >= SIZE else None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page, with the blocks that hold something; its topmost block names it."""

    name: str
    title: Any
    filled: Sequence[Filled]


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
    found: list[Entry] = []
    for history in _histories():
        wanted = history.groups & {show} if show else history.groups
        if wanted and (not history.block or history.block in blocks):
            found += history.tell(about, now=now, size=SIZE, groups=wanted, before=before)
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

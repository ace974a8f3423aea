"""One timeline of a customer or an opportunity: entries of several capabilities, merged by their time (R45).

Entries are plain, and one macro shows them; whoever has something to tell declares a :class:`History`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from salesapp.statements import Made

#: The group of what is still to come; all others tell of what was.
TO_COME = "task"
#: The look of what the machine noted: a field that changed, a step that was taken.
CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. ``group`` is the filter it answers to; ``task`` is what is still to come."""

    at: datetime
    group: str
    look: str  # class of the dot: call visit mail change sign money late
    title: str
    url: tuple[str, int] | None = None  # what the title opens: (kind of record, id)
    aside: str = ""  # quiet words beside the title
    mark: str = ""  # a word that carries weight, and its tone
    tone: str = ""
    note: str = ""
    spin: tuple[tuple[str, str], ...] = ()
    pictures: tuple[int, ...] = ()  # attachments, shown small
    when: str = ""  # words in place of the date, for what is still to come


@dataclass(frozen=True, slots=True)
class About:
    """Whose timeline it is, one customer's or one opportunity's, and who reads it."""

    customer_id: int | None = None
    opportunity_id: int | None = None
    reader: Any = None
    record: Any = None  # the customer or opportunity as its page has it

    def only(self, query: Select, model: Any) -> Select:
        """Keep the rows of this customer or opportunity."""
        if self.opportunity_id is not None:
            return query.where(model.opportunity_id == self.opportunity_id)
        return query.where(model.customer_id == self.customer_id)


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries as they are read: what is still to come, soonest on top; then the newest."""
    entries = sorted(entries, key=lambda entry: entry.at)
    waiting = [entry for entry in entries if entry.group == TO_COME]
    return [*waiting, *(entry for entry in reversed(entries) if entry.group != TO_COME)]


@dataclass(frozen=True, slots=True)
class History:
    """What one capability has to tell of a customer or an opportunity."""

    groups: frozenset[str]
    #: ``tell(about, rows, now=, size=, groups=, before=)``: the newest entries of these groups, those before a moment.
    tell: Callable[..., Iterable[Entry]]
    #: The filters that it brings, by group, in their order.
    filters: Mapping[str, Any] = field(default_factory=dict)
    #: The block of the page without which there is nothing to tell.
    block: str = ""
    #: ``asks(about, size=, before=)``: the kept statement that finds the ``rows``, or nothing; all are asked in one round.
    asks: Callable[..., Made | None] | None = None

"""What hangs on a person or on a record: what is still open of it, by kind. Pure.

Capabilities declare their open records as :class:`Holding`, and on a kind of work's ``Source`` what its rows are about;
``page.of_person`` and ``page.of_record`` name it all, ``queries.counted`` counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp import capability


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Open records of one kind, as they hang on people and on other records."""

    kind: str
    label: Any
    #: ``open(now)``: a SELECT of the open ones, each with the number and the words of what opens: (id, words).
    open: Callable[[datetime], Any]
    #: The columns that name the people on whom they hang.
    people: Sequence[Any] = ()
    #: ``about(kind)``: the column that names the record of that kind on which they hang; none: they never do.
    about: Callable[[str], Any] = lambda kind: None
    #: The kind of record that opens, where it is another.
    opens: str = ""
    #: Whether what hangs on these records hangs on what they are about, too: a contract's work on its customer.
    carries: bool = False

    @property
    def record(self) -> str:
        """The kind of record that opens."""
        return self.opens or self.kind


@dataclass(frozen=True, slots=True)
class Thing:
    """One open thing: what it is, where it opens, by when it is due."""

    kind: str
    label: str
    subject: str
    url: str
    due_at: datetime | None = None
    #: Whose it is, of work that hangs on a record.
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What hangs there of one kind: how much in all, and the first of it."""

    kind: str
    label: str
    count: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Hook:
    """What things hang on: a person, or a record of some kind."""

    kind: str
    id: int

    PERSON = "person"

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.kind == self.PERSON


def holdings() -> list[Holding]:
    """Return every kind of open record, in floor order."""
    return [one for part in capability.installed() for one in part.holdings]

"""What hangs on a person or on a record: what is still open of it, by kind. Pure.

Capabilities declare their open records as ``Belonging`` (``accounts.belongings``), and on a kind of work's ``Source`` what
its rows are about; ``page.on_person`` and ``page.on_record`` name it all, ``queries.counted`` counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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

"""Kinds of work: each capability declares what its records ask for, and how that is said in a line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from salesapp import capability
from salesapp.rights.rules import BUSINESS, Role
from salesapp.work.rules import Kinds

#: What identifies an open row: its kind, its record and which of several like things of it.
Key = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do, as a record asks for it now: of one person, or of whoever has a role (in a team)."""

    kind: str
    subject_type: str
    subject_id: int
    part: int = 0
    user_id: int | None = None
    role: str | None = None
    team_id: int | None = None
    since: datetime
    #: From when on it stands in a day's list; none: it waits for others, and only counts once it is late.
    shown_from: datetime | None
    #: None: without a deadline; it is for today as long as it is open, and never late.
    due_at: datetime | None
    grade: str | None = None
    waiting: bool = False
    #: Who may not do it though their role could: whoever submitted or owns what is decided on.
    barred: list[int] = field(default_factory=list)
    #: The words of its line: names, numbers, amounts; plain values.
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What identifies it among open rows."""
        return self.kind, self.subject_type, self.subject_id, self.part

    def values(self) -> dict[str, Any]:
        """Return it as the columns of a row."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Touch:
    """Which records a changed row of some table touches."""

    #: ``ids(row)``: their ids, or a SELECT of them.
    ids: Callable[[Any], Any]
    #: The columns whose change matters; none named: any, and the row's coming and going too.
    when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of record that asks for work."""

    subject_type: str
    #: ``derive(ids)``: what these records ask for now, of whatever kind.
    derive: Callable[[Collection[int]], Iterable[Item]]
    #: A SELECT of the ids of all records that may ask for something.
    askers: Callable[[], Any]
    #: What touches these records, by mapped class.
    touched_by: Mapping[type, Touch]
    #: ``about(kind)``: the column, beside those of ``askers``, that names the record of that kind on which the work hangs.
    about: Callable[[str], Any] = lambda kind: None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of work: its name, and the lines of its rows."""

    name: str
    label: Any
    #: ``lines(rows, now)``: a Todo for each row, in their order.
    lines: Callable[[Sequence[Any], datetime], Sequence[Any]]
    #: Whether its lines say the same from morning to night: they tell days, not hours, and read nothing but their row, settings
    #: and calendar. Then they are made once a day.
    by_day: bool = False
    #: Whose day lists it; of others it only hangs on them.
    roles: frozenset[Role] = BUSINESS
    #: Whether it is that person's to do: what others owe them stands in their day, and not in their calendar.
    own: bool = True
    #: Whether it stands in that person's calendar by its due time: not where the record stands there itself.
    in_calendar: bool = True
    #: For what many have more of than a day holds: ``more(count)`` is the words and the address of the rest.
    more: Callable[[int], tuple[str, str]] | None = None
    #: For the same, in a calendar: ``of_a_day(count)`` is one entry for all that have no hour of their own.
    of_a_day: Callable[[int], tuple[str, str]] | None = None
    #: ``also(user, day)``: a SELECT of the records that a person may answer in the place of somebody else.
    also: Callable[[Any, Any], Any] | None = None


def one_by_one(line: Callable[[Any, datetime], Any]) -> Callable[[Sequence[Any], datetime], Sequence[Any]]:
    """Return the ``lines`` of a kind whose rows each make their line alone."""
    return lambda rows, now: [line(row, now) for row in rows]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the team's table: how much of some kinds of work is overdue, by person (R3)."""

    position: int
    label: Any
    kinds: frozenset[str]
    #: ``records(person_id)`` is the address of the records behind one number.
    records: Callable[[int], str]


class Standing(StrEnum):
    """Whether an appointment holds, in the words of calendars (RFC 5545 STATUS)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment as phones show it; ``sequence`` and ``changed_at`` tell them that it has changed."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    place: str = ""
    notes: str = ""
    sequence: int
    changed_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one capability asks of people."""

    sources: Sequence[Source] = ()
    kinds: Sequence[Kind] = ()
    #: Kinds that a figure of the day opens together, by the name that an address uses: ``/?show=letters``.
    figures: Mapping[str, Kinds] = field(default_factory=dict)
    columns: Sequence[Column] = ()
    #: ``appointments(user, now, numbers=)``: what stands in a person's calendar; ``numbers``: telephone numbers, too.
    appointments: Callable[..., Iterable[Appointment]] | None = None


def works() -> list[Work]:
    """Return what every capability asks of people, in floor order."""
    return [part.work for part in capability.installed() if part.work is not None]


def sources() -> dict[str, Source]:
    """Return every kind of record that asks for work, by its name."""
    return {source.subject_type: source for work in works() for source in work.sources}


@dataclass(frozen=True, slots=True)
class Difference:
    """What must change so that rows say what records ask for."""

    missing: tuple[Item, ...]
    changed: tuple[tuple[int, Item], ...]
    needless: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.missing) + len(self.changed) + len(self.needless)


def differences(items: Iterable[Item], rows: Mapping[Key, tuple[int, Mapping[str, Any]]]) -> Difference:
    """Compare what records ask for with their open rows: (id, columns) by key."""
    wanted = {item.key: item for item in items}
    changed = []
    for key in wanted.keys() & rows.keys():
        row_id, columns = rows[key]
        if any(columns[name] != value for name, value in wanted[key].values().items()):
            changed.append((row_id, wanted[key]))
    return Difference(
        missing=tuple(item for key, item in wanted.items() if key not in rows),
        changed=tuple(changed),
        needless=tuple(row_id for key, (row_id, _columns) in rows.items() if key not in wanted),
    )

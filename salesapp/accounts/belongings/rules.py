"""What hangs on a person or a record: listed, counted, given away with it, ended with it. Pure.

Capabilities declare each kind once, as a :class:`Belonging`: whoever leaves, a record that changes hands or ends, and what
is told of a person or a record (``work.hanging``) all read that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from salesapp import capability
from salesapp.refusals import Refusal
from salesapp.rights.rules import SALES, Role
from salesapp.words import gettext as _

#: A record that something hangs on: its kind and its number.
Of = tuple[str, int]


class HandingRefused(Refusal):
    """A record cannot change hands in this way."""


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that somebody holds: its number, what it is called, where it opens, and whose it is."""

    id: int
    number: str
    words: str
    url: str
    owner: str


class Becomes(StrEnum):
    """What becomes of something where the record ends on which it hangs."""

    FIRST = "first"
    ENDS = "ends"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one kind: it is to be done first, ends along, or goes on; in a sentence what is to be done then."""

    becomes: Becomes
    words: Any = ""
    #: ``where()``: the condition under which this is so; without it, always.
    where: Callable[[], Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One kind of open record, as it hangs on people and on other records."""

    name: str
    label: Any
    #: The kind of record that opens.
    record: str
    #: ``open(now)``: a SELECT of all that are open: (id, record: the number of what opens, number, words, owner: a name).
    open: Callable[[datetime], Any]
    #: The columns that name on whom it hangs.
    people: Sequence[Any] = ()
    #: ``alone(user_id)``: the condition under which it hangs on a person since nobody else has their role: it leaves with it.
    alone: Callable[[int], Any] | None = None
    #: ``about(kind)``: the column that names the record of that kind on which it hangs; none: it never does.
    about: Callable[[str], Any] = lambda kind: None
    #: Whether what hangs on these records hangs on what they are about, too: a contract's work on its customer.
    carries: bool = False
    #: Whether rows of work tell of it: a list of what hangs names those instead.
    as_work: bool = False
    #: ``pass_on(ids, to, by=, at=, reason=)``: give these to somebody else; without it, it stays in the name that it has.
    pass_on: Callable[..., None] | None = None
    #: Whether it goes along when the record on which it hangs changes hands.
    along: bool = True
    #: Whether whoever has it must see the record on which it hangs: that is shared with them.
    keeps_sight: bool = False
    #: ``ends()``: the condition under which it ends with its record; and ``end(ids, by=, at=, reason=)``, which ends it.
    ends: Callable[[], Any] | None = None
    end: Callable[..., None] | None = None
    #: What becomes of it where its record ends and it does not, in a sentence: it is asked whether that is meant.
    survives: Any = None
    #: What becomes of it where its record ends in a way that has a name, by that name; nothing: it is not spoken of.
    fates: Mapping[str, Fate | None] = field(default_factory=dict)
    #: Whether it is held until the commit before anything else of its record is written: a decision on it waits.
    holds: bool = False
    #: Whether nobody need take it over: it ends, or waits for whoever has the role (``pass_on`` with nobody).
    waits: bool = False
    #: Who can hold it.
    holders: frozenset[Role] = SALES

    def fate(self, way: str | None) -> Fate | None:
        """Return what becomes of it where its record ends in a way; by itself it ends, or goes on, as it is declared."""
        if way is not None and way in self.fates:
            return self.fates[way]
        if self.ends is not None:
            return Fate(Becomes.ENDS, where=self.ends)
        return Fate(Becomes.STAYS, self.survives) if self.survives else None

    def may_stay_with(self, role: str) -> bool:
        """Return whether somebody keeps it who gets a role; what hangs on the role that they had goes to others."""
        return self.alone is None and Role(role) in self.holders


@dataclass(frozen=True, slots=True)
class Heap:
    """What there is of one kind."""

    kind: Belonging
    held: Sequence[Held]

    @property
    def name(self) -> str:
        """What a form calls it."""
        return self.kind.name

    @property
    def ids(self) -> list[int]:
        """The numbers of what there is."""
        return [each.id for each in self.held]

    @property
    def words(self) -> str:
        """What it is, and how much."""
        return _("%(what)s (%(count)s)", what=self.kind.label, count=len(self.held))

    def pass_on(self, ids: Sequence[int], to: Any, **act: Any) -> None:
        """Give some of it to somebody else, or leave it to whoever has the role."""
        assert self.kind.pass_on is not None  # what stays in its name is not asked about
        self.kind.pass_on(ids, to, **act)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a record that is to end: to be done first, ending with it, going on; what there is and what of it."""

    first: Sequence[tuple[Heap, str]] = ()
    ending: Sequence[tuple[Heap, str]] = ()
    going_on: Sequence[tuple[Heap, str]] = ()


def check_receiver(*, current: int | None, to: Any, fit: bool, reason: str | None) -> None:
    """Refuse a change of owner to the present one, to nobody or the wrong one, or without a reason (3.1)."""
    if to is not None and to.id == current:
        raise HandingRefused(_("This person already owns it."), field="owner_id")
    if to is None or not fit:
        raise HandingRefused(_("Choose an active sales rep or supervisor of your team."), field="owner_id")
    if not (reason or "").strip():
        raise HandingRefused(_("Say why the owner changes."), field="reason")


def goes(name: str, along: Collection[str] | None) -> bool:
    """Return whether a kind goes along: all do where nobody said which."""
    return along is None or name in along


def declared() -> list[Belonging]:
    """Return every kind of what hangs, in floor order."""
    return [one for part in capability.installed() for one in part.belongings]

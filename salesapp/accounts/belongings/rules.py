"""What hangs on a person or a record: kinds that go along when it changes hands, or end with it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One kind of what hangs on a person, or on a record of another kind."""

    name: str
    label: Any
    #: ``held(user_id, of)``: what a person holds of it, of one record; None asks for everybody's, of any record.
    held: Callable[[int | None, Of | None], Sequence[Held]]
    #: ``pass_on(ids, to, by=, at=, reason=)``: give these to somebody else.
    pass_on: Callable[..., None]
    #: The kinds of record that it hangs on.
    of: frozenset[str] = frozenset()
    #: ``ending(of)``: what ends with a record; and ``end(ids, by=, at=, reason=)``, which ends it.
    ending: Callable[[Of], Sequence[Held]] | None = None
    end: Callable[..., None] | None = None
    #: ``hold(user_id, of)``: hold these until the commit, before anything else of the record is written.
    hold: Callable[[int | None, Of | None], None] | None = None
    #: Whether nobody need take it over: it ends, or waits for whoever has the role (``pass_on`` with nobody).
    waits: bool = False
    #: Who can hold it.
    holders: frozenset[Role] = SALES


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

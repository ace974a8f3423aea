"""What hangs on a contract that is to end: what is done first, what ends along, what goes on; asked once. Pure."""

from __future__ import annotations

from enum import StrEnum

from salesapp.accounts.belongings.rules import Becomes, Fate, Hanging
from salesapp.contracts.rules import ContractRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Way(StrEnum):
    """How a contract ends: void, or in one of the ways of one that was handed over."""

    VOID = "void"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    RENEWED = "renewed"


ENDS = Fate(Becomes.ENDS)
#: What is ticked by whoever is asked once whether the end is meant.
AGREED = _l("I know what ends with it and what is left to be done")


def first(words: object) -> Fate:
    """Return that something keeps a contract from its end until somebody has done what the words say."""
    return Fate(Becomes.FIRST, words)


def stays(words: object) -> Fate:
    """Return that something goes on after the end of its contract, in the way that the words say."""
    return Fate(Becomes.STAYS, words)


def check_first(hanging: Hanging) -> None:
    """Refuse an end while something is to be done first: all of it is named, with what to do."""
    if hanging.first:
        owed = [f"{heap.words} — {words}" for heap, words in hanging.first]
        raise ContractRefused(_("This is to be done first: %(what)s.", what=_("; ").join(owed)))


def check_hanging(hanging: Hanging, *, agreed: bool) -> None:
    """Refuse an end while something is to be done first; ask once where something ends along, or goes on: all is named."""
    check_first(hanging)
    if agreed or not (hanging.ending or hanging.going_on):
        return
    ending = [heap.words for heap, _words in hanging.ending]
    parts = [_("with it end: %(what)s", what=_(", ").join(ending))] if ending else []
    parts += [f"{heap.words} — {words}" for heap, words in hanging.going_on]
    raise ContractRefused(
        _("Something hangs on this contract. %(what)s. Tick it if that is meant.", what=_("; ").join(parts)),
        field="agreed",
    )

"""Asking another department for something by a day: who is asked, how it goes on and ends (R9, R64). Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role
from salesapp.words import Worded, lazy_pgettext
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Who is asked: the departments that the guide names (R9, R64), and legal.
HELPERS = (Role.TECH, Role.FINANCE, Role.LEGAL, Role.SERVICE, Role.DIRECTOR)


class SupportRefused(Refusal):
    """Support cannot be asked for, or cannot take this turn."""


class Status(Worded):
    """Where a request stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATUS_LABELS = Status.say(
    {
        Status.ASKED: lazy_pgettext("support", "Asked for"),
        Status.ACCEPTED: lazy_pgettext("support", "Accepted"),
        Status.DONE: lazy_pgettext("support", "Done"),
        Status.REFUSED: lazy_pgettext("support", "Refused"),
        Status.WITHDRAWN: lazy_pgettext("support", "Withdrawn"),
    },
    {
        Status.ASKED: "warn",
        Status.ACCEPTED: "blue",
        Status.DONE: "ok",
        Status.REFUSED: "no",
    },
)
OPEN = (Status.ASKED, Status.ACCEPTED)
#: What the asker reads, and may ask for again.
ANSWERED = (Status.DONE, Status.REFUSED)


class Turn(StrEnum):
    """What somebody did with a request."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    AGAIN = "again"
    PASSED = "passed"
    READ = "read"


TURN_LABELS = {
    Turn.ASKED: lazy_pgettext("support", "Asked for it"),
    Turn.ACCEPTED: lazy_pgettext("support", "Took it on"),
    Turn.DONE: lazy_pgettext("support", "Done"),
    Turn.REFUSED: lazy_pgettext("support", "Refused"),
    Turn.WITHDRAWN: lazy_pgettext("support", "Withdrew it"),
    Turn.AGAIN: lazy_pgettext("support", "Asked again"),
    Turn.PASSED: lazy_pgettext("support", "Passed on"),
    Turn.READ: lazy_pgettext("support", "Read it"),
}


class View(StrEnum):
    """Which requests a list shows."""

    TO_ME = "to-me"
    BY_ME = "by-me"
    ENDED = "ended"


VIEW_LABELS = {View.TO_ME: _l("Asked of me"), View.BY_ME: _l("Asked by me"), View.ENDED: _l("Ended")}


def check_what(what: str | None) -> str:
    """Refuse to ask for nothing."""
    words = (what or "").strip()
    if not says(words):
        raise SupportRefused(_("Say what is needed."), field="what")
    return words


def check_day(
    due_on: date, today: date, *, works: Callable[[date], bool], after: Callable[[date], date]
) -> None:
    """Refuse a day that has passed, or on which nobody works; the next that is worked is named."""
    if due_on < today:
        raise SupportRefused(_("This day has already passed."), field="due_on")
    if not works(due_on):
        sentence = _(
            "Nobody works on this day: the next working day is %(day)s.", day=after(due_on).isoformat()
        )
        raise SupportRefused(sentence, field="due_on")


def check_helper(role: str | None, *, fit: bool, holders: int) -> None:
    """Refuse to ask somebody who is not of a department that helps, or a department without anybody else."""
    if role not in HELPERS or not fit:
        raise SupportRefused(_("Choose a department, or somebody of it."), field="whom")
    if not holders:
        raise SupportRefused(_("Nobody has this role now: ask another department."), field="whom")


def check_record(is_open: bool) -> None:
    """Refuse to ask for the sake of a record that has ended."""
    if not is_open:
        raise SupportRefused(_("This record has ended: nothing is asked for it any more."))


def check_turn(status: str, allowed: Collection[str]) -> None:
    """Refuse a turn that a request does not take as it stands."""
    if status not in allowed:
        sentence = _("This request stands at “%(state)s” now: look at it again.", state=Status(status).label)
        raise SupportRefused(sentence)


def check_words(words: str | None, *, field: str) -> str:
    """Refuse an answer, or a refusal, without words: a full stop is none."""
    said = (words or "").strip()
    if not says(said):
        raise SupportRefused(_("This must be filled in."), field=field)
    return said

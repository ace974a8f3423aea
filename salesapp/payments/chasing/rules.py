"""What is done about an instalment that is overdue: why, what, until when they promised, the letter. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesapp.payments.rules import PaymentRefused
from salesapp.refusals import check_all
from salesapp.words import Worded
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Kind(Worded):
    """What was noted."""

    NOTE = "note"
    PROMISE = "promise"
    LETTER = "letter"


KIND_LABELS = Kind.say(
    {
        Kind.NOTE: _l("What is done about it"),
        Kind.PROMISE: _l("Promise to pay"),
        Kind.LETTER: _l("Dunning letter"),
    }
)


class Base(Worded):
    """From what the time in which a claim may be sued for is counted."""

    DUE = "due"
    PART = "part"
    PROMISE = "promise"
    LETTER = "letter"


BASE_LABELS = Base.say(
    {
        Base.DUE: _l("the due day"),
        Base.PART: _l("the last part payment"),
        Base.PROMISE: _l("a written promise"),
        Base.LETTER: _l("a dunning letter that was served"),
    }
)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What lets a claim run anew: on which day somebody paid a part, promised in writing, was served a letter."""

    paid_on: date | None = None
    promised_at: date | None = None
    served_on: date | None = None


def claim_began(due_on: date, by: Interrupted) -> tuple[date, Base]:
    """Return from which day a claim runs: the latest of due day, part payment, written promise and served letter."""
    known = (
        (due_on, Base.DUE),
        (by.paid_on, Base.PART),
        (by.promised_at, Base.PROMISE),
        (by.served_on, Base.LETTER),
    )
    began, base = max(((day, base) for day, base in known if day), key=lambda one: one[0])
    return began, base


def check_note(*, reason: str | None, late: bool, promised_on: date | None, today: date) -> None:
    """Ask why it is overdue, and refuse a promise for a day that has passed."""
    check_all(lambda: _check_reason(reason, late), lambda: _check_promise(promised_on, today))


def _check_reason(reason: str | None, late: bool) -> None:
    if late and not reason:
        raise PaymentRefused(_("Say why it is overdue."), field="reason")


def _check_promise(promised_on: date | None, today: date) -> None:
    if promised_on is not None and promised_on < today:
        raise PaymentRefused(_("A promise is for a day to come."), field="promised_on")


def check_served(served_on: date, today: date) -> None:
    """Refuse a letter that was served on a day to come."""
    if served_on > today:
        raise PaymentRefused(_("This day has not come yet."), field="served_on")


def reminded_from(due_on: date, promised_on: date | None, *, ahead: int) -> date:
    """Return from when on somebody is reminded: some days before it is due; a promise waits until the day after."""
    first = date.fromordinal(due_on.toordinal() - ahead)
    return max(first, date.fromordinal(promised_on.toordinal() + 1)) if promised_on else first


def escalates_on(due_on: date, promised_on: date | None, *, after: int) -> date:
    """Return when it goes to a leader too: so many days after it was due, or was promised."""
    start = max(due_on, promised_on) if promised_on else due_on
    return date.fromordinal(start.toordinal() + after)

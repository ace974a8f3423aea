"""How a contract that was handed over ends, and when it is asked what becomes of it: never by being forgotten. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.chinese.texts import says
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: So many days before its last day whoever owns a contract is asked what becomes of it.
AHEAD = (60, 30, 7)


class EndingRefused(Refusal):
    """The contract cannot end this way, or not yet."""


class Kind(StrEnum):
    """How a contract ends."""

    COMPLETED = "completed"
    TERMINATED = "terminated"
    RENEWED = "renewed"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(KIND_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return "no" if self == Kind.TERMINATED else "ok"


KIND_LABELS = {
    Kind.COMPLETED: _l("Completed"),
    Kind.TERMINATED: _l("Ended early"),
    Kind.RENEWED: _l("Renewed"),
}


def has_come(ended_on: Any, today: date) -> Any:
    """Tell whether a contract has ended: from its day on. For a value, and for a column of a query."""
    return ended_on <= today


def how_words(kind: Kind, ended_on: date, today: date) -> str:
    """Say how a contract ended, or on which day it will."""
    if has_come(ended_on, today):
        return kind.label
    return _("%(how)s on %(day)s", how=kind.label, day=ended_on)


@dataclass(frozen=True, slots=True)
class Left:
    """What a contract still owes, or is owed: in words."""

    milestones: Sequence[str] = ()
    open_amount: Decimal = Decimal(0)
    warranty_to: date | None = None


def check_ends(status: str, *, ended: bool, ahead: date | None = None) -> None:
    """Refuse to end what was not handed over, has ended, or ends on a day that is agreed."""
    if ahead:
        raise EndingRefused(
            _("It is agreed that it ends early on %(day)s: only a supplement changes that.", day=ahead)
        )
    if ended:
        raise EndingRefused(_("This contract has ended already."))
    if status != Status.HANDED_OVER:
        raise EndingRefused(_("A contract ends after it was handed over; before, it is voided."))


def check_day(ended_on: date | None, *, signed_on: date | None, today: date) -> None:
    """Refuse an end without a day, in the future or before the signature."""
    if ended_on is None:
        raise EndingRefused(_("Give the day."), field="ended_on")
    if ended_on > today:
        raise EndingRefused(_("This day lies in the future."), field="ended_on")
    if signed_on and ended_on < signed_on:
        raise EndingRefused(_("This lies before the signature."), field="ended_on")


def check_successor(successor: bool) -> None:
    """Refuse a renewal without the contract that goes on."""
    if not successor:
        raise EndingRefused(_("Choose the signed contract that goes on in its place."), field="successor")


def check_remark(kind: str, remark: str | None) -> None:
    """Refuse an end before its time without its settlement in words."""
    if kind == Kind.TERMINATED and not says(remark or ""):
        raise EndingRefused(_("Say why it ends and what is settled."), field="remark")


def reminder(ends_on: date, today: date, told: int | None) -> int | None:
    """Return which reminder is due now: the last of 60, 30, 7 days ahead that has come and was not sent yet."""
    left = (ends_on - today).days
    due = [days for days in AHEAD if left <= days]
    if not due or left < 0:
        return None
    nearest = min(due)
    return nearest if told is None or nearest < told else None


def first_asked(ends_on: date) -> date:
    """Return the day from which on it is asked what becomes of a contract."""
    return ends_on - timedelta(days=AHEAD[0])


def check_reissue(
    status: str, reason: str | None, issued_on: date | None, *, signed_on: date | None, today: date
) -> date:
    """Refuse to issue an original again that was never signed, or without its reason and day; return the day."""
    if Status(status) not in SIGNED_OR_LATER:
        raise EndingRefused(_("Only the original of a signed contract is issued again."))
    if not (reason or "").strip():
        raise EndingRefused(_("Say how it was lost and who asked for it."), field="reason")
    if issued_on is None or issued_on > today or (signed_on and issued_on < signed_on):
        raise EndingRefused(_("It is issued again between the signature and today."), field="issued_on")
    return issued_on

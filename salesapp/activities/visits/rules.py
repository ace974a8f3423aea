"""Visits: what they are, the way they take, and what each turn asks for (R16, F04). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from salesapp.chinese.texts import says
from salesapp.documents.forms import f04
from salesapp.refusals import Refusal, check_all
from salesapp.words import Worded, lazy_pgettext
from salesapp.words import gettext as _

MINUTE = timedelta(minutes=1)
LONGEST_VISIT = timedelta(hours=24)
FARTHEST = timedelta(days=400)
#: How long before its time a planned visit asks to be agreed with the customer.
BOOK_AHEAD = timedelta(days=3)

KIND_LABELS = dict(f04.KINDS)
WAY_LABELS = dict(f04.WAYS)


class VisitRefused(Refusal):
    """A visit cannot be planned, or cannot take this turn."""


class Status(Worded):
    """Where a visit stands."""

    PLANNED = "planned"
    BOOKED = "booked"
    UNDER_WAY = "under_way"
    DONE = "done"
    MOVED = "moved"
    CANCELLED = "cancelled"


STATUS_LABELS = Status.say(
    {
        Status.PLANNED: lazy_pgettext("visit", "Planned"),
        Status.BOOKED: lazy_pgettext("visit", "Booked"),
        Status.UNDER_WAY: lazy_pgettext("visit", "Under way"),
        Status.DONE: lazy_pgettext("visit", "Done"),
        Status.MOVED: lazy_pgettext("visit", "Moved, no new time yet"),
        Status.CANCELLED: lazy_pgettext("visit", "Cancelled"),
    },
    {
        Status.PLANNED: "warn",
        Status.BOOKED: "blue",
        Status.UNDER_WAY: "blue",
        Status.DONE: "ok",
        Status.MOVED: "warn",
    },
)
#: Still to take place, or to be written down.
OPEN = (Status.PLANNED, Status.BOOKED, Status.UNDER_WAY, Status.MOVED)
#: To be agreed with the customer.
UNBOOKED = (Status.PLANNED, Status.MOVED)
#: With an appointment that holds.
AGREED = (Status.BOOKED, Status.UNDER_WAY)


class Turn(StrEnum):
    """What happened to a visit."""

    PLANNED = "planned"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"
    PASSED = "passed"


TURN_LABELS = {
    Turn.PLANNED: lazy_pgettext("visit", "Planned it"),
    Turn.BOOKED: lazy_pgettext("visit", "Agreed it with the customer"),
    Turn.CONFIRMED: lazy_pgettext("visit", "The customer confirmed"),
    Turn.MOVED: lazy_pgettext("visit", "Moved it"),
    Turn.STARTED: lazy_pgettext("visit", "Began"),
    Turn.DONE: lazy_pgettext("visit", "Wrote it down"),
    Turn.CANCELLED: lazy_pgettext("visit", "Cancelled it"),
    Turn.PASSED: lazy_pgettext("visit", "Passed on"),
}


# ------------------------------------------------------------------------------------- the appointment


def check_times(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> None:
    """Refuse an appointment that ends before it begins, lasts over a day, has passed or lies too far ahead (R16)."""
    if starts_at is None:
        if ends_at is not None:
            raise VisitRefused(_("Say when it begins, too."), field="starts_at")
        return
    if starts_at < now:
        raise VisitRefused(
            _("This time has passed. What took place is written down as a contact record."), field="starts_at"
        )
    if starts_at - now > FARTHEST:
        raise VisitRefused(_("This is more than a year away. Please check the date."), field="starts_at")
    if ends_at is not None and ends_at <= starts_at:
        raise VisitRefused(_("The visit ends before it begins."), field="ends_at")
    if ends_at is not None and ends_at - starts_at > LONGEST_VISIT:
        raise VisitRefused(_("A visit lasts at most 24 hours. Please check both times."), field="ends_at")


def check_appointment(starts_at: datetime | None, way: str | None) -> None:
    """Refuse to call a visit booked without its time and the way in which it was agreed (R16)."""

    def timed() -> None:
        if starts_at is None:
            raise VisitRefused(_("A booked visit has a time: say when it begins."), field="starts_at")

    def agreed() -> None:
        if not way:
            raise VisitRefused(_("Say how it was agreed with the customer."), field="booked_way")

    check_all(timed, agreed)


def check_plan(purpose: str | None, people: Collection[Any]) -> None:
    """Refuse a visit without a purpose, or to nobody (F04)."""

    def meant() -> None:
        if not says(purpose or ""):
            raise VisitRefused(_("Say what the visit is for."), field="purpose")

    def met() -> None:
        if not people:
            raise VisitRefused(_("Tick whom you meet at the customer."), field="contact_ids")

    check_all(meant, met)


def check_turn(status: str, allowed: Collection[str]) -> None:
    """Refuse a turn that a visit does not take as it stands."""
    if status not in allowed:
        raise VisitRefused(
            _("This visit stands at “%(state)s” now: look at it again.", state=Status(status).label)
        )


def check_reason(reason: str | None) -> str:
    """Refuse to move or cancel a visit without saying why."""
    words = (reason or "").strip()
    if not says(words):
        raise VisitRefused(_("Say why."), field="reason")
    return words


def end_of(starts_at: datetime, ends_at: datetime | None, *, minutes: int) -> datetime:
    """Return when a visit ends: as agreed, or after so many minutes."""
    return ends_at if ends_at is not None and ends_at > starts_at else starts_at + minutes * MINUTE


def is_near(starts_at: datetime | None, now: datetime, *, minutes: int) -> bool:
    """Tell whether it is time to open a visit: so many minutes before it begins, and from then on."""
    return starts_at is not None and now >= starts_at - minutes * MINUTE


def mark_of(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return a short mark of an appointment, which a page carries along: a turn is about the one that was seen."""
    return "/".join(str(int(each.timestamp())) if each else "-" for each in (starts_at, ends_at))


# ------------------------------------------------------------------------------------ what the feed tells

#: What phones show of a visit: a change of these is told to them.
SHOWN = ("kind", "starts_at", "ends_at", "region", "place", "purpose")


def is_told(changed: Iterable[str]) -> bool:
    """Tell whether a change is one that calendars on phones show."""
    return bool(set(changed) & set(SHOWN))

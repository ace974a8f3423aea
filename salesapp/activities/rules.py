"""What a contact record must hold, and when what follows from it is due (R18–R23, R45, F05).

Pure: values in, values out. Times are aware datetimes; a function that needs the team's day takes its zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from salesapp.activities.kinds import Entry
from salesapp.activities.times import Tone
from salesapp.calendar.rules import WorkCalendar
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import ngettext

NOON = time(12, 0)
CLOCK_SLACK = timedelta(minutes=5)  # a phone's clock may run a little fast
LONGEST_CONTACT = timedelta(hours=24)
FARTHEST_NEXT_CONTACT = timedelta(days=366)
HOUR = timedelta(hours=1)


class RecordRefused(Refusal):
    """A contact record lacks what it must hold, or says what cannot be."""


class ThankYouRefused(Refusal):
    """The thank-you letter cannot be marked as sent yet (R22)."""


class TaskRefused(Refusal):
    """A task cannot take this turn."""


class EditRefused(Refusal):
    """The record is closed to this person's changes."""


# ------------------------------------------------------------------------------------------ the record


def check_times(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse a contact that ends before it starts, lasts over a day or lies in the future (F05 沟通时间)."""
    if ended_at < started_at:
        raise RecordRefused(_("The contact ends before it starts."), field="ended_at")
    if ended_at - started_at > LONGEST_CONTACT:
        raise RecordRefused(_("A contact lasts at most 24 hours. Please check both times."), field="ended_at")
    if ended_at > now + CLOCK_SLACK:
        raise RecordRefused(
            _("This contact lies in the future. Record it when it has taken place."), field="ended_at"
        )


def check_next_contact(
    ended_at: datetime, next_at: datetime | None, purpose: str, declined_reason: str
) -> None:
    """Refuse a record without a next step: a time with a purpose, or why the customer wants none (R23)."""
    if next_at is None:
        if not declined_reason.strip():
            raise RecordRefused(
                _("Agree the next contact, or say why the customer wants none for now."), field="next_at"
            )
        return
    if declined_reason.strip():
        raise RecordRefused(
            _("There is a next contact and a reason for none. Keep one of the two."), field="declined_reason"
        )
    if not purpose.strip():
        raise RecordRefused(_("Say what the next contact is for."), field="next_purpose")
    if next_at <= ended_at:
        raise RecordRefused(_("The next contact comes after this one."), field="next_at")
    if next_at - ended_at > FARTHEST_NEXT_CONTACT:
        raise RecordRefused(
            _("The next contact is more than a year away. Please check the date."), field="next_at"
        )


def entry_of(ended_at: datetime, written_at: datetime, zone: tzinfo, *, hours: int) -> Entry:
    """Tell whether a record was written in time: within `hours` of the end; else 补录 (F05, 2.3).

    Past midnight the hours still count: what ended at 23:30 and was written at 00:15 is in time.
    """
    if written_at - ended_at <= hours * HOUR:
        return Entry.PROMPT
    same_day = written_at.astimezone(zone).date() == ended_at.astimezone(zone).date()
    return Entry.LATE if same_day else Entry.NEXT_DAY


def check_edit(*, is_author: bool, is_lead: bool, written_at: datetime, now: datetime, hours: int) -> None:
    """Refuse a change of a record: its author may within `hours`, the team's supervisor always."""
    if is_lead:
        return
    if not is_author:
        raise EditRefused(_("Only the person who wrote this record and the supervisor may change it."))
    if now - written_at > hours * HOUR:
        closed = _(
            "This record closed %(hours)s hours after it was written. Write a new one or ask a supervisor.",
            hours=hours,
        )
        raise EditRefused(closed)


def own_comment() -> str:
    """Return why nobody comments on a record of their own."""
    return _("The comment is the supervisor's: nobody comments on a record of their own.")


@dataclass(frozen=True)
class Spin:
    """How many of the four SPIN boxes say something (R18), shown as ``SPIN 3/4``."""

    done: int
    missing: tuple[str, ...]
    total: int = 4


def spin(situation: str | None, problem: str | None, implication: str | None, need: str | None) -> Spin:
    """Count the filled boxes and name the letters of the empty ones (R18)."""
    boxes = zip("SPIN", (situation, problem, implication, need), strict=True)
    missing = tuple(letter for letter, words in boxes if not (words or "").strip())
    return Spin(done=4 - len(missing), missing=missing)


# --------------------------------------------------------------------------------------- the thank-you


def thank_you_due(
    ended_at: datetime,
    *,
    hours: int,
    roll: bool = False,
    calendar: WorkCalendar | None = None,
    zone: tzinfo | None = None,
) -> datetime:
    """Return when the thank-you letter is due: `hours` clock hours after the contact ended (R21).

    With `roll`, a due time on a day off moves to 12:00 of the next working day in `zone`.
    """
    due = ended_at + hours * HOUR
    if not roll:
        return due
    if calendar is None or zone is None:
        raise ValueError("rolling to a working day needs the calendar and the zone")
    day = due.astimezone(zone).date()
    if calendar.is_working(day):
        return due
    return datetime.combine(calendar.working_day_on_or_after(day), NOON, tzinfo=zone).astimezone(due.tzinfo)


def thank_you_tone(ended_at: datetime, due_at: datetime, now: datetime, *, amber_hours: int) -> Tone:
    """Tell an unsent letter's tone: amber from `amber_hours` after the contact, red once overdue (R21)."""
    if now > due_at:
        return Tone.LATE
    return Tone.SOON if now - ended_at >= amber_hours * HOUR else Tone.TODAY


def check_thank_you_sent(
    open_promises: Sequence[str], reason: str, *, sent_at: datetime, ended_at: datetime, now: datetime
) -> None:
    """Refuse to mark the letter as sent while promises are unticked without a reason (R22)."""
    if sent_at > now + CLOCK_SLACK or sent_at < ended_at:
        raise ThankYouRefused(_("The letter was sent between the contact and now."), field="sent_at")
    if open_promises and not reason.strip():
        raise ThankYouRefused(
            ngettext(
                "Promised but not enclosed: %(what)s. Tick it, or say why it is missing.",
                "Promised but not enclosed: %(what)s. Tick them, or say why they are missing.",
                len(open_promises),
                what=_("; ").join(open_promises),
            ),
            field="missing_reason",
        )


# ------------------------------------------------------------------------------------------- the tasks


def check_open(outcome: str | None) -> None:
    """Refuse a turn of a task that has ended."""
    if outcome is not None:
        raise TaskRefused(_("This task has already ended. Reopen it first."))


def check_cancel(reason: str) -> None:
    """Refuse to drop a task without saying why."""
    if not reason.strip():
        raise TaskRefused(_("Say why this task is no longer needed."), field="note")


def check_undo(outcome: str | None, done_at: datetime | None, now: datetime, *, hours: int) -> None:
    """Refuse to reopen a task that never ended, or ended more than `hours` ago."""
    if outcome is None or done_at is None:
        raise TaskRefused(_("This task is open."))
    if now - done_at > hours * HOUR:
        raise TaskRefused(_("A task can be reopened within %(hours)s hours after it ended.", hours=hours))


def check_task(title: str, due_at: datetime, now: datetime) -> None:
    """Refuse a task without words, or due before it was made."""
    if not title.strip():
        raise TaskRefused(_("Say what is to be done."), field="title")
    if due_at <= now:
        raise TaskRefused(_("The time for this task has already passed."), field="due_at")

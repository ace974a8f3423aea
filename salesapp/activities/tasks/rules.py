"""What a task is for, how it ends, which turns it takes; the times proposed for the next contact (R23, R45).

Pure: the moment it is comes in, with the team's zone where days matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from salesapp.calendar.lateness.rules import DAY, day_words
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

HOUR = timedelta(hours=1)
MORNING, AFTERNOON = time(10, 0), time(14, 0)


class TaskKind(StrEnum):
    """What a task asks for. Higher floors open the later kinds through the same table."""

    THANK_YOU = "thank_you"
    NEXT_CONTACT = "next_contact"
    GENERAL = "general"
    CHECKLIST = "checklist"
    APPROVAL = "approval"
    HANDOFF = "handoff"


TASK_KIND_LABELS = {
    TaskKind.THANK_YOU: _l("Thank-you letter"),
    TaskKind.NEXT_CONTACT: _l("Next contact"),
    TaskKind.GENERAL: _l("To do"),
    TaskKind.CHECKLIST: _l("Contract checklist"),
    TaskKind.APPROVAL: _l("Approval"),
    TaskKind.HANDOFF: _l("Hand-off"),
}


#: What keeps the talk with a customer going; everything else is any other task.
CONTACTS = frozenset({TaskKind.THANK_YOU, TaskKind.NEXT_CONTACT})
OTHERS = frozenset(TaskKind) - CONTACTS


def work_kind(kind: str) -> str:
    """Return the kind of work that a task asks for: the letter and the next contact have lines of their own."""
    return kind if kind in (TaskKind.THANK_YOU, TaskKind.NEXT_CONTACT) else "task"


class TaskOutcome(StrEnum):
    """How a task ended; an open one has none."""

    DONE = "done"
    CANCELLED = "cancelled"


TASK_OUTCOME_LABELS = {TaskOutcome.DONE: _l("Done"), TaskOutcome.CANCELLED: _l("Cancelled")}


class TaskState(StrEnum):
    """Which tasks a list shows."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"


TASK_STATE_LABELS = {TaskState.OPEN: _l("Open"), TaskState.LATE: _l("Overdue"), TaskState.DONE: _l("Ended")}


class Whose(StrEnum):
    """Which tasks a list shows: one's own, those one gave to others, those of everybody one sees."""

    MINE = "mine"
    GIVEN = "given"
    TEAM = "team"


WHOSE_LABELS = {Whose.MINE: _l("Mine"), Whose.GIVEN: _l("Given by me"), Whose.TEAM: _l("The team's")}


class TaskRefused(Refusal):
    """A task cannot take this turn."""


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


@dataclass(frozen=True)
class Suggestion:
    """A next contact that one tap fills in."""

    at: datetime
    words: str


def suggested_times(now: datetime, zone: tzinfo, is_working: Callable[[date], bool]) -> list[Suggestion]:
    """Propose four times for the next contact, on days that are worked (R23).

    Tomorrow 10:00, two days on 14:00, the middle of next week 14:00, next Monday 10:00; a day off gives way
    to the next working day, and two that meet on one day leave one.
    """
    today = now.astimezone(zone).date()
    monday = today + (7 - today.weekday()) * DAY
    wishes = [
        (today + DAY, MORNING),
        (today + 2 * DAY, AFTERNOON),
        (monday, MORNING),
        (monday + 2 * DAY, AFTERNOON),
    ]
    found: dict[date, Suggestion] = {}
    for day, clock in wishes:
        while not is_working(day):
            day += DAY
        at = datetime.combine(day, clock, tzinfo=zone)
        found.setdefault(day, Suggestion(at, f"{day_words(day, today)} {clock:%H:%M}"))
    return sorted(found.values(), key=lambda suggestion: suggestion.at)

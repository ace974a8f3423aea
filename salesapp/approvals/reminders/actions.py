"""Reminding those who are to decide, and telling their superiors when a limit has passed; it never decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesapp.accounts.models import User
from salesapp.approvals import access, mails, queries
from salesapp.approvals.actions import load
from salesapp.approvals.models import Approval
from salesapp.approvals.route import rules as routes
from salesapp.approvals.rules import ApprovalRefused
from salesapp.approvals.subjects.rules import subject_of
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import Moved, WorkCalendar
from salesapp.db import reading
from salesapp.parts import in_parts
from salesapp.policies.queries import policy
from salesapp.refusals import NotAllowed
from salesapp.web import clock, formats
from salesapp.words import gettext as _
from salesapp.words import ngettext


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were written to, when that leaves, and whether it is kept for the morning until then."""

    people: int
    leaves: datetime
    kept: bool

    @property
    def words(self) -> str:
        """What whoever pressed reads."""
        if not self.kept:
            return ngettext("Reminded one person.", "Reminded %(num)d people.", self.people)
        return ngettext(
            "The reminder to one person leaves on the next working morning, %(when)s.",
            "The reminders to %(num)d people leave on the next working morning, %(when)s.",
            self.people,
            when=formats.short_moment(self.leaves),
        )


def remind(approval: Approval, *, by: User, at: datetime) -> Reminded:
    """Remind those who are to decide, once in so many hours whoever asks; by night it leaves in the morning (W21)."""
    subject = subject_of(approval.subject_type)
    record = load(subject, approval)
    if not (subject.runs(record, by) or subject.sees(approval.subject_id, by)):
        raise NotAllowed(_("Only who sees this record reminds of it."))
    waiting = approval.open_seats
    if not approval.is_running or not waiting:
        raise ApprovalRefused(_("Nobody is to decide on this now."))
    hours = policy("approval_reminder_hours")
    for seat in waiting:
        free = formats.short_moment(seat.reminded_at + timedelta(hours=hours)) if seat.reminded_at else ""
        routes.check_reminder(seat.reminded_at, at, hours=hours, shown=free)
        seat.reminded_at = at
    leaves = routes.reminder_leaves_at(clock.local(at), work_calendar())
    return Reminded(mails.ask(approval, waiting, at=at, again=True, leaves=leaves), leaves, kept=leaves > at)


def follow_rules(*, by: User | None, at: datetime) -> list[Moved]:
    """Calculate the limits of what waits again when the rule changes, and return those that moved."""
    return _reckon(work_calendar(), at, to=by)


def recalculate(calendar: WorkCalendar, *, by: User | None, at: datetime) -> list[Moved]:
    """Calculate the limits of what waits again when the calendar changes, and return those that moved (W22)."""
    return _reckon(calendar, at, to=by)


def _reckon(calendar: WorkCalendar, at: datetime, to: User | None = None) -> list[Moved]:
    """Return what moved, told to a person: what they may not see is only counted."""
    moved = []
    for seat in queries.open_seats():
        if seat.due_at is None or seat.opened_at is None or seat.due_at < at:
            continue
        approval, subject = seat.approval, subject_of(seat.approval.subject_type)
        days = subject.due_days(seat.role, policy("approval_workdays"), policy("approval_legal_workdays"))
        due = routes.due_at(clock.local(seat.opened_at), calendar, days=days)
        if due != seat.due_at:
            what = _("Approval of %(number)s", number=approval.number)
            before, after = clock.local(seat.due_at).date(), due.date()
            hidden = to is not None and not subject.sees(approval.subject_id, to)
            url = f"/approvals/{approval.id}"
            moved.append(Moved(what, before, after, url, access.seat_words(seat), hidden))
            seat.due_at = due
    return moved


def escalate_late(*, at: datetime) -> int:
    """Remind those whose limit passed and tell their superiors, once each; count the seats (W23)."""
    with reading():
        late = queries.late_rounds(at)

    def tell(ids: Sequence[int]) -> int:
        seats = queries.late_seats(at, ids)
        for seat in seats:
            seat.escalated_at = at
            mails.late(seat, access.asked(seat, clock.local(at).date()), access.superiors(seat), at=at)
        return len(seats)

    return in_parts(late, tell)

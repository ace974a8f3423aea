"""What waits for a person's decision, and what they submitted: lists of every kind of record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access, queries
from salesapp.approvals.deputies import queries as deputies
from salesapp.approvals.models import Seat
from salesapp.approvals.objections.page import said_by, unread
from salesapp.approvals.objections.queries import answered
from salesapp.approvals.objections.rules import Objection
from salesapp.approvals.route.rules import is_late
from salesapp.approvals.rules import Outcome, SeatStatus
from salesapp.approvals.subjects.rules import subject_of
from salesapp.calendar.page import overdue_in_workdays
from salesapp.web import clock, formats
from salesapp.words import gettext as _

#: Lines of a page of the inbox.
PAGE = 25


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the inbox."""

    seat_id: int
    approval_id: int
    label: Any
    number: str
    title: str
    customer: str
    amount: Any
    mark: str
    #: What in it is not as usual, in words.
    deviates: str
    submitted_by: str
    submitted_at: datetime
    #: As whom it waits for one person: handed on to them, or added by a colleague.
    seat: str
    acting_for: str
    due: str
    late: bool
    #: Who returned it to an earlier step of this round, and why.
    sent_back: str
    #: Who stopped the round that this one answers, and why, as long as the person has not decided in this one.
    answers: str
    #: Whether it can be agreed to together with others: no password, no condition, nothing said against it.
    in_bunch: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """One line of what somebody submitted."""

    approval_id: int
    label: Any
    number: str
    title: str
    amount: Any
    outcome: str
    running: bool
    waits_for: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the inbox: its lines, how many wait altogether, and the line after which the next page begins."""

    rows: Sequence[Waiting]
    count: int
    first: int
    after: int | None
    is_first: bool

    @property
    def shown(self) -> str:
        """Which of them are shown."""
        return f"{self.first}–{self.first + len(self.rows) - 1}" if self.rows else ""


def inbox(user: User, now: datetime, after: int | None = None) -> Page:
    """Return a page of what waits for a person's decision, of every kind, the most urgent first.

    ``after``: the seat after which it begins; one that was decided meanwhile leads to the first page.
    """
    day = clock.local(now).date()
    ids = queries.waiting_ids(user, day)
    start = ids.index(after) + 1 if after in ids else 0
    wanted = ids[start : start + PAGE]
    seats = queries.inbox(wanted) if wanted else []
    principals = deputies.principals_of(user.id, day) if wanted else []
    objections = answered([seat.approval_id for seat in seats]) if seats else {}
    rows = [_waiting(seat, user, principals, objections.get(seat.approval_id), now) for seat in seats]
    onward = wanted[-1] if start + PAGE < len(ids) else None
    return Page(rows, len(ids), start + 1, onward, start == 0)


def _waiting(
    seat: Seat, user: User, principals: Sequence[User], objection: Objection | None, now: datetime
) -> Waiting:
    approval, subject = seat.approval, subject_of(seat.approval.subject_type)
    back = approval.sent_back
    answers = "" if back else unread(approval, objection, user)
    principal = None if access.holds(seat, user) else access.stood_in_for(seat, principals)
    return Waiting(
        seat_id=seat.id,
        approval_id=approval.id,
        label=subject.label_of(approval.frozen),
        number=approval.number,
        title=approval.title,
        customer=approval.customer,
        amount=approval.amount,
        mark=approval.mark,
        deviates=subject.deviates(approval.frozen or {}),
        submitted_by=approval.signed_by,
        submitted_at=approval.submitted_at,
        seat=access.seat_words(seat) if seat.user_id else "",
        acting_for=principal.name if principal else "",
        due=_due(seat, now),
        late=is_late(seat.due_at, now),
        sent_back=said_by(back) if back else "",
        answers=answers,
        in_bunch=back is None and not answers and not (subject.asks_password and approval.completes(seat)),
    )


def _due(seat: Seat, now: datetime) -> str:
    """Return until when a seat is to be decided, or how long that has passed."""
    if not seat.due_at:
        return str(SeatStatus.OPEN.label)
    if is_late(seat.due_at, now):
        return overdue_in_workdays(seat.due_at, now)
    return formats.short_moment(seat.due_at)


def submitted(user: User) -> list[Submitted]:
    """Return what a person submitted: what runs first, then the latest that ended."""
    return [
        Submitted(
            approval_id=one.id,
            label=subject_of(one.subject_type).label_of(one.frozen),
            number=one.number,
            title=one.title,
            amount=one.amount,
            outcome=str(Outcome(one.outcome).label),
            running=one.is_running,
            waits_for=_(", ").join(access.seat_words(seat) for seat in one.open_seats),
            submitted_at=one.submitted_at,
        )
        for one in queries.submitted_by(user)
    ]

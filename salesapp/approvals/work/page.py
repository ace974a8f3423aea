"""What approvals ask of a person today: the seats that wait for them, of every kind of record (R3, 3.6b)."""

from __future__ import annotations

from datetime import date, datetime

from salesapp.accounts.models import User
from salesapp.approvals import queries
from salesapp.approvals.models import Seat
from salesapp.approvals.route.rules import is_late
from salesapp.approvals.subjects.rules import subject_of
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def todo(user: User, now: datetime) -> list[Todo]:
    """Return the decisions that wait for this person, unsorted."""
    today = clock.local(now).date()
    return [_asked(seat, today, now) for seat in queries.inbox(user, today)]


def _asked(seat: Seat, today: date, now: datetime) -> Todo:
    approval, due = seat.approval, clock.local(seat.due_at or now)
    late, url = is_late(seat.due_at, now), address("approvals.show", approval_id=approval.id)
    words = due_words(due if late else due.date(), now)
    return Todo(
        due_at=due, kind="approval", title=_title(seat), detail=_detail(seat), url=url, action_label=_("Decide"),
        action_url=url, overdue=late, soon=due.date() == today and not late, due_words=words,
        owner=approval.owner.name if approval.owner else None, waiting=True,
    )  # fmt: skip


def _title(seat: Seat) -> str:
    what, number = seat.approval.customer or seat.approval.title, seat.approval.number
    return _("Approve %(customer)s %(number)s", customer=what, number=number)


def _detail(seat: Seat) -> str:
    approval = seat.approval
    if approval.amount is None:
        kind = subject_of(approval.subject_type).label
        return _("%(kind)s · submitted by %(owner)s", kind=kind, owner=approval.submitted_by.name)
    owner = approval.owner or approval.submitted_by
    return _("%(amount)s yuan · submitted by %(owner)s", amount=f"{approval.amount:,.2f}", owner=owner.name)

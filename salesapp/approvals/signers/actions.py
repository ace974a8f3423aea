"""Asking a colleague too (加签) and letting a colleague decide instead (转交)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access, mails, rules
from salesapp.approvals.actions import due_of, load
from salesapp.approvals.models import Handing, Seat
from salesapp.approvals.rules import SeatStatus
from salesapp.approvals.subjects.rules import subject_of
from salesapp.db import db
from salesapp.rights.rules import BUSINESS
from salesapp.trail.actions import record as note
from salesapp.web import clock


def add_signer(seat: Seat, to: User, *, when: str, because: str | None, by: User, at: datetime) -> Seat:
    """Ask a colleague too: before one's own decision, or after it (加签, W05–W07). Adding is not agreeing."""
    approval = seat.approval
    subject = subject_of(approval.subject_type)
    access.acting(seat, by, clock.local(at).date())
    access.check_open(seat)
    _check_seen(seat, to, by, rules.check_addition, by_id=by.id)
    added = Seat(
        approval=approval, seq=seat.seq, role=to.role, user=to, status=SeatStatus.WAITING, added_by=by,
        added_because=(because or "").strip()[:200] or None,
    )  # fmt: skip
    db.session.add(added)
    db.session.flush()
    if when == rules.When.BEFORE:
        added.before_id = seat.id
        seat.status, seat.due_at = SeatStatus.WAITING, None  # its limit begins when it is really asked
        added.open(at=at, due_at=due_of(subject, added, at))
        mails.ask(approval, [added], at=at)
    else:
        added.after_id = seat.id
    record = load(subject, approval)
    note("signer", record, detail={"to_id": to.id, "when": when, "round": approval.round})
    subject.moved_on(record, approval, by=by, at=at)
    return added


def _check_seen(seat: Seat, to: User, by: User, check: Callable[..., None], **more: Any) -> None:
    approval = seat.approval
    sitting = {s.user_id for s in approval.of_place(seat.seq) if s.user_id and s.status in rules.PENDING}
    sitting |= {
        person.id for s in approval.of_place(seat.seq) if not s.user_id for person in access.holders(s)
    }
    subject = subject_of(approval.subject_type)
    sees = to.active and to.role in BUSINESS and subject.sees(approval.subject_id, to)
    check(to_id=to.id, barred=approval.barred, sitting=sitting - {by.id}, may_see=sees, **more)


def hand_on(seat: Seat, to: User, *, because: str | None, by: User, at: datetime) -> None:
    """Let a colleague decide in one's place; the clock of the seat goes on (转交, W08, W09)."""
    access.acting(seat, by, clock.local(at).date())
    access.check_open(seat)
    _check_seen(seat, to, by, rules.check_handing, handed=len(seat.handings))
    seat.handings.append(
        Handing(from_id=by.id, to_id=to.id, because=(because or "").strip()[:200] or None, at=at)
    )
    seat.user = to
    subject = subject_of(seat.approval.subject_type)
    record = load(subject, seat.approval)
    note("handed_on", record, detail={"from_id": by.id, "to_id": to.id, "round": seat.approval.round})
    mails.ask(seat.approval, [seat], at=at)
    subject.moved_on(record, seat.approval, by=by, at=at)

"""Agreeing to several at once, on the phone: each its own decision; what cannot be is named with its reason (W29)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals import access, actions, queries, rules
from salesapp.approvals.deputies import queries as deputies
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.objections.page import unread
from salesapp.approvals.objections.queries import answered
from salesapp.approvals.rules import Verdict
from salesapp.approvals.subjects.rules import subject_of
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Agreed:
    """What became of a bunch: how many were decided, and which were not."""

    done: int
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """One that was not decided, and why; its own page, where it is still there."""

    number: str
    why: str
    approval_id: int | None = None


def agree(seat_ids: Iterable[int], *, by: User, at: datetime, ip: str | None = None) -> Agreed:
    """Agree to each of these seats that can be agreed to without a text or a password."""
    done, left = 0, []
    for seat_id in sorted(set(seat_ids)):  # one order for all: nobody waits for who waits for them
        seat = queries.find_seat(seat_id)
        approval = queries.find_to_decide(seat.approval_id) if seat else None
        if seat is None or approval is None or not _known(seat, by, at):
            left.append(Left(f"#{seat_id}", _("It is no longer there.")))
            continue
        number, subject = approval.number, subject_of(approval.subject_type)
        try:
            with db.session.begin_nested():
                asks = subject.asks_password and approval.completes(seat)
                back, told = approval.sent_back is not None, _unread(approval, by)
                rules.check_bunch(asks_password=asks, verdict=Verdict.AGREE, sent_back=back, answers=told)
                actions.decide(approval, seat, Verdict.AGREE, None, by=by, at=at, ip=ip)
            done += 1
        except Refusal as refusal:
            left.append(Left(number, str(refusal), approval.id))
    return Agreed(done, tuple(left))


def _known(seat: Seat, by: User, at: datetime) -> bool:
    """Tell whether a seat is one that a person knows of: it waits for them, or they see its record."""
    approval = seat.approval
    if subject_of(approval.subject_type).sees(approval.subject_id, by):
        return True
    return (
        access.holds(seat, by)
        or access.stood_in_for(seat, deputies.principals_of(by.id, clock.local(at).date())) is not None
    )


def _unread(approval: Approval, by: User) -> str:
    return unread(approval, answered([approval.id]).get(approval.id), by)

"""Approvals, read: one round, a record's rounds, what waits for a person, what somebody submitted."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select, true, union
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals.content.models import ApprovalReference
from salesapp.approvals.models import Approval, Decision, Handing, Seat
from salesapp.approvals.route.rules import PLACES
from salesapp.approvals.rules import ALONG, Outcome, SeatStatus
from salesapp.approvals.subjects.rules import subject_of
from salesapp.calendar.lateness.rules import is_late
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.statements import kept

MOST = 500
SUBMITTED = 50


def whole() -> tuple[_AbstractLoad, ...]:
    """Return how a round is read with all that its flow shows.

    Made when asked for: naming relationships at import would configure the tables before the audit trail listens.
    """
    return (
        joinedload(Approval.submitted_by),
        joinedload(Approval.sent_by),
        selectinload(Approval.seats).options(
            joinedload(Seat.decision).options(joinedload(Decision.by), joinedload(Decision.for_)),
            joinedload(Seat.user),
            joinedload(Seat.added_by),
            joinedload(Seat.handings).options(joinedload(Handing.from_), joinedload(Handing.to)),
        ),
    )


def find(approval_id: int) -> Approval | None:
    """Return one round with its seats; the caller asks whether the person sees its record."""
    return db.session.get(Approval, approval_id, options=whole())


def find_to_decide(approval_id: int) -> Approval | None:
    """Return one round, held until the commit after its record: of two who decide at once the second sees the first."""
    whose = select(Approval.subject_type, Approval.subject_id).where(Approval.id == approval_id)
    if (found := db.session.execute(whose).first()) is None:
        return None
    subject_of(found.subject_type).hold(found.subject_id)
    query = select(Approval).where(Approval.id == approval_id).with_for_update(of=Approval).options(*whole())
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()


def find_seat(seat_id: int) -> Seat | None:
    """Return one seat."""
    return db.session.get(Seat, seat_id)


def rounds_of(subject_type: str, subject_id: int) -> Sequence[Approval]:
    """Return all rounds of a record, the latest first."""
    query = (
        select(Approval)
        .where(Approval.subject_type == subject_type, Approval.subject_id == subject_id)
        .order_by(Approval.round.desc())
        .options(*whole())
    )
    return db.session.scalars(query).unique().all()


def latest(subject_type: str, subject_id: int) -> Approval | None:
    """Return the latest round of a record."""
    query = (
        select(Approval)
        .where(Approval.subject_type == subject_type, Approval.subject_id == subject_id)
        .order_by(Approval.round.desc())
        .limit(1)
        .options(*whole())
    )
    return db.session.scalars(query).unique().one_or_none()


def resting_on(record_type: str, record_id: int) -> list[tuple[str, int]]:
    """Return kind and id of the records with a round, running or agreed, whose content rests on a record."""
    query = _resting_on(record_type, record_id).with_only_columns(Approval.subject_type, Approval.subject_id)
    found = db.session.execute(query.distinct().order_by(Approval.subject_type, Approval.subject_id))
    return [(row.subject_type, row.subject_id) for row in found]


def rounds_resting_on(record_type: str, record_id: int) -> list[Approval]:
    """Return the rounds, running or agreed, whose content rests on a record, held until the commit."""
    query = _resting_on(record_type, record_id).order_by(Approval.id).with_for_update(of=Approval)
    query = query.options(*whole()).execution_options(populate_existing=True)
    return list(db.session.scalars(query).unique())


def _resting_on(record_type: str, record_id: int) -> Select:
    return (
        select(Approval)
        .join(ApprovalReference, ApprovalReference.approval_id == Approval.id)
        .where(ApprovalReference.record_type == record_type, ApprovalReference.record_id == record_id)
        .where(Approval.outcome.in_((Outcome.RUNNING, Outcome.APPROVED)))
    )


def _waiting(user: User, day: date) -> Select:
    return (
        select(Seat)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(Approval.outcome == Outcome.RUNNING, access.waiting_for(user, day))
    )


def waiting_ids(user: User, day: date) -> list[int]:
    """Return the seats that wait for a person, the most urgent first, by their ids alone."""
    query = _waiting(user, day).with_only_columns(Seat.id, Approval.frozen[ALONG].as_string())
    rows = db.session.execute(query.order_by(Seat.due_at, Seat.id).limit(MOST))
    mine = user.id
    return [seat_id for seat_id, along in rows if mine not in _taken(along)]


def _taken(along: str | None) -> Collection[int]:
    """Return who goes along, as it is frozen: nobody nearly always, and then nothing is decoded."""
    return json.loads(along) if along else ()


def inbox(seat_ids: Collection[int]) -> Sequence[Seat]:
    """Return some of the seats that wait for a person, the most urgent first."""
    return db.session.scalars(*_inbox(list(seat_ids))).unique().all()


@kept
def _inbox(seat_ids: Collection[int]) -> Select:
    query = select(Seat).join(Approval, Approval.id == Seat.approval_id).where(Seat.id.in_(seat_ids))
    return query.order_by(Seat.due_at, Seat.id).options(
        contains_eager(Seat.approval).options(
            joinedload(Approval.submitted_by),
            joinedload(Approval.sent_by),
            joinedload(Approval.owner),
            selectinload(Approval.seats).options(
                joinedload(Seat.decision).options(joinedload(Decision.by), joinedload(Decision.for_))
            ),
        ),
        joinedload(Seat.user),
        joinedload(Seat.added_by),
        selectinload(Seat.handings).joinedload(Handing.from_),
    )


def waiting_count(user: User, day: date) -> int:
    """Count the seats that wait for a person."""
    query = _waiting(user, day).with_only_columns(Approval.frozen[ALONG].as_string()).order_by(None)
    mine = user.id
    return sum(mine not in _taken(along) for along in db.session.scalars(query))


def submitted_by(user: User) -> Sequence[Approval]:
    """Return what a person submitted: what runs, and the latest that ended."""
    return db.session.scalars(*_submitted(user.id)).unique().all()


@kept
def _submitted(user_id: int) -> Select:
    latest = Approval.submitted_at.desc(), Approval.id.desc()
    picks = [
        select(Approval.id)
        .where(whose == user_id, Approval.outcome == outcome)
        .order_by(*latest)
        .limit(SUBMITTED)
        .subquery()
        for whose in (Approval.submitted_by_id, Approval.owner_id)
        for outcome in Outcome
    ]
    return (
        select(Approval)
        .where(Approval.id.in_(union(*(select(pick.c.id) for pick in picks))))
        .order_by((Approval.outcome != Outcome.RUNNING), *latest)
        .limit(SUBMITTED)
        .options(*whole())
    )


def filled_roles(team_id: int | None, *, without: Collection[int]) -> set[Role]:
    """Return the approving roles that somebody else fills; a supervisor counts in the team only."""
    query = (
        select(User.role)
        .where(User.active, User.role.in_(PLACES), User.id.not_in(without))
        .where(or_(User.role != Role.SUPERVISOR, User.team_id == team_id if team_id else true()))
        .distinct()
    )
    return {Role(role) for role in db.session.scalars(query)}


def late_rounds(now: datetime) -> Sequence[int]:
    """Return the ids of the running rounds with a seat that passed its limit and whose superior was not told yet."""
    query = select(Approval.id).join(Seat, Seat.approval_id == Approval.id)
    query = query.where(Approval.outcome == Outcome.RUNNING, Seat.status == SeatStatus.OPEN, *_late(now))
    return db.session.scalars(query.distinct().order_by(Approval.id)).all()


def late_seats(now: datetime, ids: Collection[int]) -> Sequence[Seat]:
    """Return those seats of some rounds, held as for a decision."""
    return _held(Seat.approval_id.in_(ids), *_late(now))


def _late(now: datetime) -> Sequence[ColumnElement[bool]]:
    return is_late(Seat.due_at, now), Seat.escalated_at.is_(None)


def open_seats() -> Sequence[Seat]:
    """Return every seat that waits for somebody, for the jobs and the calendar, held as for a decision."""
    return _held()


def _held(*conditions: ColumnElement[bool]) -> Sequence[Seat]:
    """Return open seats of rounds that are held first: whoever decides now is not told that somebody changed the record."""
    open_ = (Approval.outcome == Outcome.RUNNING, Seat.status == SeatStatus.OPEN, *conditions)
    rounds = select(Seat.approval_id).join(Approval, Approval.id == Seat.approval_id).where(*open_)
    hold = select(Approval).where(Approval.id.in_(rounds)).order_by(Approval.id).with_for_update()
    db.session.scalars(hold.execution_options(populate_existing=True)).all()
    seats = (
        select(Seat)
        .join(Approval, Approval.id == Seat.approval_id)
        .where(*open_)
        .order_by(Seat.due_at, Seat.id)
    )
    read = seats.options(contains_eager(Seat.approval)).execution_options(populate_existing=True)
    return db.session.scalars(read).unique().all()

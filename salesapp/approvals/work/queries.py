"""The seats that wait for a decision, as work of whoever has them and of who stands in for them (3.6b, W10–W14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.objections.rules import Objection
from salesapp.approvals.rules import ALONG, Outcome, SeatStatus
from salesapp.approvals.subjects.rules import types_of
from salesapp.db import db
from salesapp.work.kinds.rules import Item, Source, Touch

APPROVAL, SEAT = "approval", "approval_seat"


def askers() -> Select:
    """Select the seats whose turn it is."""
    query = select(Seat.id).join(Approval, Approval.id == Seat.approval_id)
    return query.where(Seat.status == SeatStatus.OPEN, Approval.outcome == Outcome.RUNNING)


def waiting(user: User, day: date) -> Select:
    """Select the seats that wait for a person, those of whom they stand in for included."""
    return askers().where(access.waiting_for(user, day))


def record(kind: str) -> ColumnElement[int | None]:
    """Return the number of the record that an approval is about, where that is of one kind."""
    return case((Approval.subject_type.in_(types_of(kind)), Approval.subject_id))


def running(now: datetime) -> Select:
    """Select the rounds that wait for somebody, each with who submitted it."""
    query = select(
        Approval.id, Approval.id.label("record"), Approval.number, Approval.title.label("words"), User.name.label("owner")
    ).join(User, User.id == Approval.submitted_by_id)  # fmt: skip
    return query.where(Approval.outcome == Outcome.RUNNING).order_by(Approval.submitted_at)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield the decisions that these seats ask for."""
    owner, submitter, by, principal = aliased(User), aliased(User), aliased(User), aliased(User)
    earlier = aliased(Seat)
    back = (
        select(func.max(Decision.id))
        .join(earlier, earlier.id == Decision.seat_id)
        .where(earlier.approval_id == Seat.approval_id, earlier.superseded, earlier.before_id.is_(None))
        .where(earlier.status == SeatStatus.RETURN)
        .scalar_subquery()
    )
    query = (
        askers()
        .add_columns(
            Seat.approval_id, Seat.role, Seat.team_id, Seat.user_id, Seat.opened_at, Seat.due_at, Approval.subject_type,
            Approval.number, Approval.title, Approval.customer, Approval.amount, Approval.owner_id, Approval.submitted_at,
            Approval.submitted_by_id, Approval.frozen[ALONG].label("along"),
            owner.name.label("owner"), submitter.name.label("submitter"),
            by.name.label("back_by"), principal.name.label("back_for"), Decision.comment.label("back_said"),
        )
        .join(submitter, submitter.id == Approval.submitted_by_id)
        .outerjoin(owner, owner.id == Approval.owner_id)
        .outerjoin(Decision, Decision.id == back)
        .outerjoin(by, by.id == Decision.by_id)
        .outerjoin(principal, principal.id == Decision.for_id)
        .where(Seat.id.in_(ids))
    )  # fmt: skip
    yield from map(_item, db.session.execute(query))


def _item(row: Row) -> Item:
    since = row.opened_at or row.submitted_at
    names = ("approval_id", "subject_type", "number", "title", "owner", "submitter")
    facts = {name: getattr(row, name) for name in names}
    facts |= {"what": row.customer or row.title, "amount": None if row.amount is None else str(row.amount)}
    if row.back_by is not None:
        facts["objection"] = asdict(
            Objection(Outcome.RETURNED, row.back_by, row.back_for, row.back_said or "")
        )
    return Item(
        kind=APPROVAL, subject_type=SEAT, subject_id=row.id, user_id=row.user_id, role=None if row.user_id else row.role,
        team_id=None if row.user_id else row.team_id, since=since, shown_from=since, due_at=row.due_at, waiting=True,
        barred=sorted({row.owner_id, row.submitted_by_id, *(row.along or ())} - {None}), facts=facts,
    )  # fmt: skip


def _of_person(user: User) -> Select:
    return askers().where(or_(Approval.owner_id == user.id, Approval.submitted_by_id == user.id))


SOURCE = Source(
    subject_type=SEAT,
    derive=derive,
    askers=askers,
    about=record,
    touched_by={
        Seat: Touch(lambda row: [row.id]),
        Approval: Touch(lambda row: select(Seat.id).where(Seat.approval_id == row.id)),
        User: Touch(_of_person, ("name",)),
    },
)

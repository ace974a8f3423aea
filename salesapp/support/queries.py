"""Requests for support, read: one, a list, those of a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.statements import kept
from salesapp.support import access
from salesapp.support.models import SupportRequest
from salesapp.support.rules import ANSWERED, HELPERS, OPEN, View
from salesapp.support.subjects.rules import supported

PAGE = 50
_taker, _asked, _asker = aliased(User), aliased(User), aliased(User)


def find(request_id: int, user: User, *, to_change: bool = False) -> SupportRequest | None:
    """Return one request that a person may open; to be changed, it is held until the commit."""
    query = select(SupportRequest).where(SupportRequest.id == request_id)
    if to_change:
        db.session.execute(query.with_only_columns(SupportRequest.id).with_for_update())
    query = query.options(joinedload(SupportRequest.asked_by), selectinload(SupportRequest.turns))
    found = db.session.scalars(query).unique().one_or_none()
    return found if found is not None and access.sees(found, user) else None


def _lines():
    return (
        select(
            SupportRequest.id, SupportRequest.number, SupportRequest.what, SupportRequest.about, SupportRequest.customer,
            SupportRequest.role, SupportRequest.due_on, SupportRequest.status, SupportRequest.answer,
            SupportRequest.answered_at, SupportRequest.asked_at, _asker.name.label("asker"),
            func.coalesce(_taker.name, _asked.name).label("helper"),
        )
        .join(_asker, _asker.id == SupportRequest.asked_by_id)
        .outerjoin(_asked, _asked.id == SupportRequest.asked_id)
        .outerjoin(_taker, _taker.id == SupportRequest.taken_by_id)
    )  # fmt: skip


def page(user: User, view: View, *, after: tuple[Any, ...] | None = None) -> Sequence[Any]:
    """Return one page of a person's requests and one more: the open ones by day, the ended ones the latest first."""
    query = _lines().limit(PAGE + 1)
    if view is View.TO_ME:
        query = query.where(access.asked_of(user), SupportRequest.status.in_(OPEN))
    elif view is View.BY_ME:
        query = query.where(
            SupportRequest.asked_by_id == user.id, or_(SupportRequest.status.in_(OPEN), _unread())
        )
    else:
        query = query.where(access.concerns(user), SupportRequest.status.not_in(OPEN))
        if after is not None:
            query = query.where(SupportRequest.id < after[0])
        return db.session.execute(query.order_by(SupportRequest.id.desc())).all()
    if after is not None:
        query = query.where(SupportRequest.id > after[0])
    return db.session.execute(query.order_by(SupportRequest.id)).all()


def of_record(kind: str, record_id: int, user: User, *, size: int = 100) -> Sequence[Any]:
    """Return the requests for the sake of a record, and on each row whether the reader may ask for another, in one look.

    The open ones come by day, then the latest that have ended; where nothing was asked, one row has no id.
    """
    return db.session.execute(*asked_of(record_id, user, kind=kind, size=size)).all()


@kept
def asked_of(record_id: int, user: User, *, kind: str, size: int = 100) -> Select:
    """Select what :func:`of_record` returns."""
    is_open = SupportRequest.status.in_(OPEN)
    query = _lines().where(SupportRequest.subject_type == kind, SupportRequest.subject_id == record_id)
    order = (case((is_open, 0), else_=1), case((is_open, SupportRequest.due_on)), SupportRequest.id.desc())
    rank = func.row_number(type_=Integer).over(order_by=order).label("rank")
    found = query.add_columns(rank).order_by(*order).limit(size).subquery()
    reader = select(access.asks(supported()[kind], record_id, user).label("may_ask")).subquery()
    together = select(reader.c.may_ask, *found.c).select_from(reader.outerjoin(found, true()))
    return together.order_by(found.c.rank)


def open_of(kind: str, record_id: int) -> Sequence[SupportRequest]:
    """Return the open requests for the sake of a record, and the answers that nobody has read."""
    is_due = or_(SupportRequest.status.in_(OPEN), _unread())
    query = select(SupportRequest).where(
        SupportRequest.subject_type == kind, SupportRequest.subject_id == record_id, is_due
    )
    return db.session.scalars(query.order_by(SupportRequest.id)).unique().all()


def awaited(now: datetime) -> Select:
    """Select the requests whose answer somebody waits for or has not read."""
    return _hanging(or_(SupportRequest.status.in_(OPEN), _unread()))


def given(now: datetime) -> Select:
    """Select the requests that are to be answered."""
    return _hanging(SupportRequest.status.in_(OPEN))


def of_the_last(user_id: int) -> ColumnElement[bool]:
    """Return which requests are asked of the role of a person that nobody else has, but for who asked."""
    last, other = aliased(User), aliased(User)
    unclaimed = SupportRequest.taken_by_id.is_(None) & SupportRequest.asked_id.is_(None)
    role = (
        select(last.role).where(last.id == user_id, last.id != SupportRequest.asked_by_id).scalar_subquery()
    )
    others = select(other.id).where(
        other.active,
        other.role == SupportRequest.role,
        other.id.not_in((user_id, SupportRequest.asked_by_id)),
    )
    return unclaimed & (SupportRequest.role == role) & ~others.exists()


def about(kind: str) -> ColumnElement[int | None]:
    """Return the number of the record for whose sake a request is, where that is of one kind."""
    return case((SupportRequest.subject_type == kind, SupportRequest.subject_id))


def _unread() -> ColumnElement[bool]:
    return SupportRequest.status.in_(ANSWERED) & SupportRequest.read_at.is_(None)


def _hanging(condition: ColumnElement[bool]) -> Select:
    query = select(
        SupportRequest.id, SupportRequest.id.label("record"), SupportRequest.number, SupportRequest.what.label("words"),
        _asker.name.label("owner"),
    ).join(_asker, _asker.id == SupportRequest.asked_by_id)  # fmt: skip
    return query.where(condition).order_by(SupportRequest.id)


def these(ids: Sequence[int]) -> Sequence[SupportRequest]:
    """Return some requests, whoever asks."""
    query = select(SupportRequest).where(SupportRequest.id.in_(ids)).order_by(SupportRequest.id)
    return db.session.scalars(query).unique().all()


def helpers(user: User) -> Sequence[User]:
    """Return whom a person may ask: everybody else of the departments that help."""
    query = select(User).where(User.active, User.role.in_(HELPERS), User.id != user.id)
    found = db.session.scalars(query.order_by(User.id)).unique().all()
    return sorted(found, key=lambda each: HELPERS.index(each.role))


def holders(role: str, *, without: int) -> int:
    """Count who has a role, but for one person."""
    query = select(func.count()).where(User.active, User.role == role, User.id != without)
    return db.session.scalar(query) or 0

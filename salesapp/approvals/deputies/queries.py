"""Deputies, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.approvals.deputies.models import Deputy
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.rights.rules import BUSINESS


def standing_on(day: date) -> Sequence[Deputy]:
    """Return who stands in for whom on a day."""
    return db.session.scalars(select(Deputy).where(_covers(day)).order_by(Deputy.id)).all()


def _covers(day: date, deputy: Any = Deputy) -> ColumnElement[bool]:
    return and_(deputy.starts_on <= day, deputy.ends_on >= day, deputy.ended_at.is_(None))


def stands_in(user_id: int, day: date) -> ColumnElement[bool]:
    """Return the condition under which a person stands in on a day, through a deputy too where the setting lets it (W13).

    A deputy who left passes nothing on.
    """
    deputy = Deputy.deputy_id == user_id
    if policy("deputy_passes_on"):
        link = aliased(Deputy)
        between = select(link.principal_id).where(
            link.deputy_id == user_id, _covers(day, link), link.principal.has(User.active)
        )
        deputy = or_(deputy, Deputy.deputy_id.in_(between))
    return and_(deputy, _covers(day))


def principals_of(user_id: int, day: date) -> list[User]:
    """Return the people for whom somebody stands in on a day."""
    query = select(User).join(Deputy, Deputy.principal_id == User.id).where(stands_in(user_id, day))
    return list(db.session.scalars(query.order_by(Deputy.id)).unique())


def ended_before(user_id: int, principal_ids: Collection[int], day: date) -> Deputy | None:
    """Return the latest time that somebody stood in for one of these people and no longer does (W11)."""
    query = (
        select(Deputy)
        .where(Deputy.deputy_id == user_id, Deputy.principal_id.in_(principal_ids))
        .where(or_(Deputy.ends_on < day, Deputy.ended_at.is_not(None)))
        .order_by(Deputy.ends_on.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def of_person(user_id: int, day: date) -> Sequence[Deputy]:
    """Return present and coming times in which somebody stands in for a person, or they for somebody."""
    query = (
        select(Deputy)
        .where(or_(Deputy.principal_id == user_id, Deputy.deputy_id == user_id))
        .where(Deputy.ends_on >= day, Deputy.ended_at.is_(None))
        .order_by(Deputy.starts_on, Deputy.id)
    )
    return db.session.scalars(query).all()


def coming(day: date) -> Sequence[Deputy]:
    """Return everybody's present and coming deputies, for the administrator."""
    query = select(Deputy).where(Deputy.ends_on >= day, Deputy.ended_at.is_(None))
    return db.session.scalars(query.order_by(Deputy.starts_on, Deputy.id)).all()


def in_force() -> Sequence[Deputy]:
    """Return every time that nobody ended, for the check of a new one; whoever left stands in for nobody."""
    query = select(Deputy).where(Deputy.ended_at.is_(None), Deputy.deputy.has(User.active))
    return db.session.scalars(query).all()


def find(deputy_id: int) -> Deputy | None:
    """Return one time in which somebody stands in."""
    return db.session.get(Deputy, deputy_id)


def may_stand_in() -> Sequence[User]:
    """Return everybody who may decide for a colleague."""
    query = select(User).where(User.active, User.role.in_(BUSINESS)).order_by(User.role, User.id)
    return db.session.scalars(query).unique().all()

"""Visits, read: one, those of a customer or an opportunity, what hangs on people and records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.activities.visits.access import visible_to
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit, visit_contact
from salesapp.activities.visits.rules import OPEN
from salesapp.db import db

ABOUT = {"customer": Visit.customer_id, "opportunity": Visit.opportunity_id}


def find(visit_id: int, user: User, *, to_change: bool = False) -> Visit | None:
    """Return one visit with all that belongs to it, if this person may see it; to be changed, it is held until the commit."""
    if to_change:
        hold(visit_id)
    query = visible_to(user).where(Visit.id == visit_id)
    return db.session.scalars(
        query.options(
            joinedload(Visit.customer), joinedload(Visit.opportunity), joinedload(Visit.owner),
            selectinload(Visit.contacts), selectinload(Visit.companions).joinedload(VisitCompanion.user),
            selectinload(Visit.preparation), selectinload(Visit.turns),
        )
    ).unique().one_or_none()  # fmt: skip


def hold(visit_id: int) -> None:
    """Hold a visit until the commit: of two who change it at once the second waits."""
    db.session.execute(select(Visit.id).where(Visit.id == visit_id).with_for_update())


def load(visit_id: int) -> Visit | None:
    """Return one visit, whoever asks."""
    return db.session.get(Visit, visit_id)


def these(ids: Sequence[int]) -> Sequence[Visit]:
    """Return some visits, whoever asks."""
    return db.session.scalars(select(Visit).where(Visit.id.in_(ids)).order_by(Visit.id)).unique().all()


def companies(ids: Sequence[int]) -> Sequence[VisitCompanion]:
    """Return who comes along, by the numbers of their places."""
    query = select(VisitCompanion).where(VisitCompanion.id.in_(ids)).order_by(VisitCompanion.id)
    return db.session.scalars(query).unique().all()


def open_of(customer_id: int) -> Sequence[Visit]:
    """Return the open visits to a customer, whoever goes."""
    query = select(Visit).where(Visit.customer_id == customer_id, Visit.status.in_(OPEN))
    return db.session.scalars(query.options(joinedload(Visit.owner)).order_by(Visit.id)).unique().all()


def open_with(contact_id: int) -> Sequence[Visit]:
    """Return the open visits on which somebody is met."""
    met = select(visit_contact.c.visit_id).where(visit_contact.c.contact_id == contact_id)
    query = select(Visit).where(Visit.id.in_(met), Visit.status.in_(OPEN))
    return db.session.scalars(query.options(selectinload(Visit.contacts)).order_by(Visit.id)).unique().all()


def siblings(visit: Visit) -> Sequence[Row]:
    """Return the other visits of a repetition, by their time: (id, number, starts_at, status)."""
    first = visit.repeat_of_id or (visit.id if visit.repeats else None)
    if first is None:
        return ()
    query = select(Visit.id, Visit.number, Visit.starts_at, Visit.status).where(
        (Visit.id == first) | (Visit.repeat_of_id == first), Visit.id != visit.id
    )
    return db.session.execute(query.order_by(Visit.starts_at, Visit.id).limit(40)).all()


def has_visits(customer_id: int) -> bool:
    """Return whether anybody has planned a visit to this customer before: the first one is the first visit."""
    return db.session.scalar(select(Visit.id).where(Visit.customer_id == customer_id).limit(1)) is not None


# ------------------------------------------------------------------------- what hangs on people and records


def running(now: datetime) -> Select:
    """Select the open visits, as what hangs on who goes, on the customer and the opportunity."""
    query = select(
        Visit.id, Visit.id.label("record"), Visit.number, Visit.purpose.label("words"), User.name.label("owner")
    ).join(User, User.id == Visit.owner_id)  # fmt: skip
    return query.where(Visit.status.in_(OPEN)).order_by(Visit.id)


def along(now: datetime) -> Select:
    """Select the places of those who come along to an open visit."""
    query = select(
        VisitCompanion.id, Visit.id.label("record"), Visit.number, Visit.purpose.label("words"), User.name.label("owner")
    )  # fmt: skip
    query = query.join(Visit, Visit.id == VisitCompanion.visit_id).join(User, User.id == Visit.owner_id)
    return query.where(Visit.status.in_(OPEN)).order_by(VisitCompanion.id)

"""What a wording is filled with beside the customer itself: the last talk, what is open, what is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select

from salesapp.activities.models import Activity, Need, Promise
from salesapp.activities.rules import NeedCategory, NeedSource, Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.db import db


def last_talk(customer_id: int) -> Row | None:
    """Return the last contact with a customer, for one's own eyes: when, and what was noted of need and talk."""
    query = select(Activity.started_at, Activity.need_payoff, Activity.summary)
    return db.session.execute(
        query.where(Activity.customer_id == customer_id).order_by(Activity.started_at.desc()).limit(1)
    ).first()


def own_words(customer_id: int) -> Sequence[str]:
    """Return the needs that a customer put in words at the last contact; what they can pay is not repeated to them."""
    last = (
        select(Activity.id)
        .where(Activity.customer_id == customer_id)
        .order_by(Activity.started_at.desc())
        .limit(1)
    )
    query = select(Need.content).where(
        Need.activity_id == last.scalar_subquery(),
        Need.source == NeedSource.QUOTE,
        Need.category != NeedCategory.BUDGET,
    )
    return db.session.scalars(query.order_by(Need.id)).all()


def open_promises(customer_id: int) -> Sequence[str]:
    """Return what we promised a customer and have not kept, oldest first."""
    query = select(Promise.content).join(Activity, Activity.id == Promise.activity_id)
    return db.session.scalars(
        query.where(Activity.customer_id == customer_id, Promise.side == Side.OURS, Promise.done_at.is_(None))
        .order_by(Promise.id)
        .limit(20)
    ).all()


def next_agreed(customer_id: int, after: datetime) -> Row | None:
    """Return the next contact that is agreed with a customer: when, and what for."""
    query = select(Task.due_at, Task.title).where(
        Task.customer_id == customer_id,
        Task.kind == TaskKind.NEXT_CONTACT,
        Task.outcome.is_(None),
        Task.due_at > after,
    )
    return db.session.execute(query.order_by(Task.due_at).limit(1)).first()

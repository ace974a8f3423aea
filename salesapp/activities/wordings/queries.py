"""What a wording is filled with beside the customer itself: the last talk, what is open, what is agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, literal, null, select, union_all

from salesapp.activities.models import Activity, Need, Promise
from salesapp.activities.rules import NeedCategory, NeedSource, Side
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.activities.wordings.rules import Agreed, Spoken, Talk
from salesapp.db import UTCDateTime, db


def spoken(customer_id: int, after: datetime) -> Spoken:
    """Return what was said with a customer and what is open between us, in one statement.

    That is the last contact, the needs they put in words there, what we promised and have not kept, and the contact that is
    agreed next ``after`` a moment.
    """
    parts = (
        _last_talk(customer_id),
        _own_words(customer_id),
        _open_promises(customer_id),
        _agreed(customer_id, after),
    )
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    of = lambda part: sorted((row for row in rows if row.part == part), key=lambda row: row.id)  # noqa: E731
    return Spoken(
        talk=next((Talk(row.at, row.words, row.more) for row in of("talk")), None),
        needs=tuple(row.words for row in of("need")),
        promises=tuple(row.words for row in of("promise")),
        agreed=next((Agreed(row.at, row.words) for row in of("agreed")), None),
    )


def _columns(part: str, number: Any, words: Any, *, at: Any = None, more: Any = None) -> Select:
    """Begin the query of one part with the columns of all; what it does not tell is nothing, of the right type."""
    return select(
        literal(part).label("part"),
        number.label("id"),
        (cast(null(), UTCDateTime) if at is None else at).label("at"),
        words.label("words"),
        (cast(null(), Text) if more is None else more).label("more"),
    )


def _last_talk(customer_id: int) -> Select:
    """Select the last contact with a customer, for one's own eyes: when, and what was noted of need and talk."""
    query = _columns(
        "talk", Activity.id, Activity.need_payoff, at=Activity.started_at, more=Activity.summary
    ).where(Activity.customer_id == customer_id)
    return query.order_by(Activity.started_at.desc()).limit(1)


def _own_words(customer_id: int) -> Select:
    """Select the needs that a customer put in words at the last contact; what they can pay is not repeated to them."""
    last = (
        select(Activity.id)
        .where(Activity.customer_id == customer_id)
        .order_by(Activity.started_at.desc())
        .limit(1)
    )
    return _columns("need", Need.id, Need.content).where(
        Need.activity_id == last.scalar_subquery(),
        Need.source == NeedSource.QUOTE,
        Need.category != NeedCategory.BUDGET,
    )


def _open_promises(customer_id: int) -> Select:
    """Select what we promised a customer and have not kept, oldest first."""
    query = _columns("promise", Promise.id, Promise.content).join(
        Activity, Activity.id == Promise.activity_id
    )
    return (
        query.where(Activity.customer_id == customer_id, Promise.side == Side.OURS, Promise.done_at.is_(None))
        .order_by(Promise.id)
        .limit(20)
    )


def _agreed(customer_id: int, after: datetime) -> Select:
    """Select the next contact that is agreed with a customer: when, and what for."""
    query = _columns("agreed", Task.id, Task.title, at=Task.due_at).where(
        Task.customer_id == customer_id,
        Task.kind == TaskKind.NEXT_CONTACT,
        Task.outcome.is_(None),
        Task.due_at > after,
    )
    return query.order_by(Task.due_at).limit(1)

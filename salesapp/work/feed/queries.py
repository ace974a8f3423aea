"""Calendar feeds, read: whose an address is, and what stands in the calendar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, and_, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.work import queries
from salesapp.work.feed.models import CalendarFeed
from salesapp.work.feed.rules import AHEAD, BACK, MOST, digest
from salesapp.work.models import WorkItem

_C = WorkItem.__table__.c


def by_token(token: str) -> CalendarFeed | None:
    """Return the feed of an address, in force or not."""
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == digest(token)))


def of_person(user: User) -> CalendarFeed | None:
    """Return the feed of a person that is in force."""
    query = select(CalendarFeed).where(CalendarFeed.user_id == user.id, CalendarFeed.ended_at.is_(None))
    return db.session.scalar(query)


def entries(user: User, kinds: Collection[str], now: datetime) -> Sequence[Row]:
    """Return what a person has to do by a time, own work and that of their role, in the order of their days."""
    listed = and_(
        _C.done_at.is_(None), _C.kind.in_(kinds), _C.due_at.between(now - BACK, now + AHEAD), _C.shown_from.is_not(None)
    )  # fmt: skip
    rows = db.session.execute(queries.first_asked(user, listed, MOST))
    return [row for row in rows if user.id not in (row.barred or ())]

"""The figures of R24: follow-ups in time, deals won, days from first contact to the end, the weighted forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, Row, case, func, select, type_coerce

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.access import Reach, reach
from salesapp.opportunities.cadence.models import FollowUp, in_force
from salesapp.opportunities.cadence.queries import overdue
from salesapp.opportunities.cadence.rules import State, missed
from salesapp.opportunities.figures.rules import Figures, average_days, weighted, yuan
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.rules import Status
from salesapp.web import clock, pages, params


def figures(user: User, first: date, last: date, now: datetime, *, owner_id: int | None = None) -> Figures:
    """Return the figures of the days from ``first`` to ``last`` over what a person may see, or over one owner's.

    Follow-ups that lapsed and are not made good by ``now`` count as due; the forecast is that of today.
    """
    return figures_of(reach(user), pulse(), first, last, now, owner_id=owner_id)


def figures_of(
    seen: Reach, beat: str, first: date, last: date, now: datetime, *, owner_id: int | None = None
) -> Figures:
    """Return what :func:`figures` returns, for a page that knows already how far its reader sees and the pulse."""
    key = ("figures", seen.key, first, last, clock.local(now).date(), owner_id)
    return kept(key, beat, lambda: _figures(seen, first, last, now, owner_id))


def _figures(seen: Reach, first: date, last: date, now: datetime, owner_id: int | None) -> Figures:
    own = _own(seen, owner_id)
    won, lost, days = _ended(own, first, last)
    on_time, due = _followed(own, first, last)
    return Figures(
        won=won, lost=lost, on_time=on_time, due=due + _lapsed(own, now) if _includes(first, last, now) else due,
        cycle_days=average_days(days, won), forecast=_forecast(own),
    )  # fmt: skip


def _own(seen: Reach, owner_id: int | None) -> list[ColumnElement[bool]]:
    """Return what is counted: all that one may see, or what of it is one owner's; nothing to ask where that is all."""
    own = [] if seen.everything else [seen.condition]
    return own if owner_id is None else [*own, Opportunity.owner_id == owner_id]


def in_time(user: User, first: date, last: date, now: datetime, *, owner_id: int | None = None) -> Figures:
    """Return only the follow-ups in time and due, as :func:`figures` counts them: for pages that need no more."""
    seen = reach(user)
    own = _own(seen, owner_id)
    on_time, due = kept(
        ("followed", seen.key, first, last, owner_id), pulse(), lambda: _followed(own, first, last)
    )
    due += lapsed(user, first, last, now, owner_id=owner_id)
    return Figures(won=0, lost=0, on_time=on_time, due=due, cycle_days=None, forecast=yuan(0))


def _includes(first: date, last: date, now: datetime) -> bool:
    return first <= clock.local(now).date() <= last


def _ended(own: list, first: date, last: date) -> tuple[int, int, int]:
    """Return how many were won and lost, and the days that those won took together."""
    query = select(Opportunity.status, func.count(), func.sum(Opportunity.cycle_days)).where(
        Opportunity.status.in_((Status.WON, Status.LOST)), Opportunity.closed_on >= first, Opportunity.closed_on <= last, *own
    )  # fmt: skip
    rows = db.session.execute(query.group_by(Opportunity.status))
    found = {status: (count, int(days or 0)) for status, count, days in rows}
    won, days = found.get(Status.WON, (0, 0))
    return won, found.get(Status.LOST, (0, 0))[0], days


def _followed(own: list, first: date, last: date) -> tuple[int, int]:
    """Return the follow-ups in time and those due, by the day on which they took place."""
    counted = case((FollowUp.due_on.is_not(None), 1), else_=0)
    query = select(
        func.coalesce(func.sum(case((FollowUp.on_time, 1), else_=0)), 0),
        func.coalesce(func.sum(counted + FollowUp.missed), 0),
    ).where(FollowUp.day >= first, FollowUp.day <= last)
    if own:
        query = query.join(Opportunity, Opportunity.id == FollowUp.opportunity_id).where(*own)
    on_time, due = db.session.execute(query).one()
    return int(on_time), int(due)


def _lapsed(own: list, now: datetime) -> int:
    """Return the follow-ups that lapsed since the last one of each open opportunity."""
    today, calendar, policy = clock.local(now).date(), work_calendar(), in_force()
    state = (
        Opportunity.grade,
        Opportunity.week_of,
        Opportunity.week_quota,
        Opportunity.week_count,
        Opportunity.next_due_on,
    )
    query = (
        select(*state, func.sum(Opportunity.lapsed), func.count())
        .where(overdue(today), *own)
        .group_by(*state)
    )
    count = 0
    for grade, week_of, quota, done, due_on, lapsed, rows in db.session.execute(query):
        assert due_on is not None  # what is overdue has a day
        standing = State(week_of, quota, done, due_on)
        count += int(lapsed) + rows * missed(grade, standing, today, calendar, policy)
    return count


def follow_ups(
    user: User,
    first: date,
    last: date,
    cursor: str | None = None,
    *,
    owner_id: int | None = None,
    size: int = 50,
) -> pages.Page[Row]:
    """Return the follow-ups behind the rate, the latest first: each with what it counts for, the extra ones left out (R24)."""
    counted = (case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed).label("due")
    query = (
        select(
            FollowUp.id, FollowUp.day, FollowUp.due_on, FollowUp.on_time, FollowUp.missed, counted, FollowUp.opportunity_id,
            Opportunity.number, Opportunity.name, User.name.label("by"),
        )
        .join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
        .join(User, User.id == FollowUp.by_id)
        .where(FollowUp.day >= first, FollowUp.day <= last, counted > 0, *_own(reach(user), owner_id))
        .order_by(FollowUp.day.desc(), FollowUp.id.desc())
    )  # fmt: skip
    after = pages.read(cursor, params.day, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(FollowUp.day, FollowUp.id, after, descending=True))
    rows = db.session.execute(query.limit(size + 1)).all()
    return pages.cut(rows, size, lambda row: (row.day, row.id))


def lapsed(user: User, first: date, last: date, now: datetime, *, owner_id: int | None = None) -> int:
    """Return the follow-ups that lapsed and are not made good yet, which the rate of the present month counts as due."""
    if not _includes(first, last, now):
        return 0
    seen = reach(user)
    key = ("lapsed", seen.key, clock.local(now).date(), owner_id)
    return kept(key, pulse(), lambda: _lapsed(_own(seen, owner_id), now))


def _forecast(own: list):
    fen = type_coerce(Opportunity.amount, BigInteger)
    query = select(Opportunity.win_rate, func.sum(fen)).where(Opportunity.status == Status.OPEN, *own)
    rows = db.session.execute(query.group_by(Opportunity.win_rate))
    return weighted((yuan(int(total)), rate) for rate, total in rows)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many follow-ups of one opportunity a period asked for and how many were made in time (F07 应跟进/已跟进)."""

    due: int
    done: int


def quota_of(opportunity_id: int, first: date, last: date, now: datetime) -> Quota:
    """Return the follow-ups of one opportunity due between two days and those in time, as the rate counts them (R24)."""
    own = [Opportunity.id == opportunity_id]
    on_time, due = _followed(own, first, last)
    return Quota(due + (_lapsed(own, now) if _includes(first, last, now) else 0), on_time)

"""The figures of R24: follow-ups in time, deals won, days from first contact to the end, the weighted forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, case, select

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.access import Reach, reach
from salesapp.opportunities.cadence.models import FollowUp, in_force
from salesapp.opportunities.cadence.rules import State, missed
from salesapp.opportunities.figures.rules import Figures, average_days, weighted, yuan
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.rules import Status
from salesapp.opportunities.sums.queries import added, of_one
from salesapp.opportunities.sums.rules import What, rhythm_of, stage_of
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
    won, lost, days = _ended(seen, first, last, owner_id)
    on_time, due = _followed(seen, first, last, owner_id)
    return Figures(
        won=won, lost=lost, on_time=on_time,
        due=due + _lapsed(seen, now, owner_id) if _includes(first, last, now) else due,
        cycle_days=average_days(days, won), forecast=_forecast(seen, owner_id),
    )  # fmt: skip


def in_time(user: User, first: date, last: date, now: datetime, *, owner_id: int | None = None) -> Figures:
    """Return only the follow-ups in time and due, as :func:`figures` counts them: for pages that need no more."""
    seen = reach(user)
    on_time, due = kept(
        ("followed", seen.key, first, last, owner_id), pulse(), lambda: _followed(seen, first, last, owner_id)
    )
    due += lapsed(user, first, last, now, owner_id=owner_id)
    return Figures(won=0, lost=0, on_time=on_time, due=due, cycle_days=None, forecast=yuan(0))


def _own(seen: Reach, owner_id: int | None) -> list[ColumnElement[bool]]:
    """Return what is listed: all that one may see, or what of it is one owner's; nothing to ask where that is all."""
    own = [] if seen.everything else [seen.condition]
    return own if owner_id is None else [*own, Opportunity.owner_id == owner_id]


def _includes(first: date, last: date, now: datetime) -> bool:
    return first <= clock.local(now).date() <= last


def _ended(seen: Reach, first: date, last: date, owner_id: int | None) -> tuple[int, int, int]:
    """Return how many were won and lost, and the days that those won took together."""
    rows = added(What.ENDED, seen, first, last, owner_id=owner_id)
    found = {status: (count, days) for _day, status, count, days in rows}
    won, days = found.get(Status.WON, (0, 0))
    return won, found.get(Status.LOST, (0, 0))[0], days


def _followed(seen: Reach, first: date, last: date, owner_id: int | None) -> tuple[int, int]:
    """Return the follow-ups in time and those due, by the day on which they took place."""
    rows = added(What.FOLLOWED, seen, first, last, owner_id=owner_id)
    return sum(on_time for *_of, on_time, _due in rows), sum(due for *_of, due in rows)


def _lapsed(seen: Reach, now: datetime, owner_id: int | None) -> int:
    """Return the follow-ups that lapsed since the last one of each open opportunity."""
    today = clock.local(now).date()
    overdue = added(What.DUE, seen, last=today - timedelta(days=1), owner_id=owner_id, daily=True)
    return _missed(overdue, today)


def _missed(rows: Iterable[tuple[date, str, int, int]], today: date) -> int:
    """Return what lapsed of opportunities that are overdue: each sum is of those alike to the rhythm."""
    calendar, policy, count = work_calendar(), in_force(), 0
    for due_on, words, many, before in rows:
        grade, week_of, owed = rhythm_of(words)
        count += before + many * missed(grade, State(week_of, owed, 0, due_on), today, calendar, policy)
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
    return kept(key, pulse(), lambda: _lapsed(seen, now, owner_id))


def _forecast(seen: Reach, owner_id: int | None):
    rows = added(What.OPEN, seen, owner_id=owner_id)
    return weighted((yuan(fen), stage_of(words)[1]) for _day, words, _count, fen in rows)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many follow-ups of one opportunity a period asked for and how many were made in time (F07 应跟进/已跟进)."""

    due: int
    done: int


def quota_of(opportunity_id: int, first: date, last: date, now: datetime) -> Quota:
    """Return the follow-ups of one opportunity due between two days and those in time, as the rate counts them (R24)."""
    followed = [row for row in of_one(What.FOLLOWED, opportunity_id) if first <= row.day <= last]
    due = sum(int(row.total) for row in followed)
    if _includes(first, last, now):
        today = clock.local(now).date()
        rows = of_one(What.DUE, opportunity_id)
        due += _missed(
            ((row.day, row.words, row.many, int(row.total)) for row in rows if row.day < today), today
        )
    return Quota(due, sum(int(row.many) for row in followed))

"""The round of calls, read: whom to call now, what was tried today, what openings brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.activities.calls import access
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects import queries as prospects
from salesapp.activities.calls.rhythm import queries as rhythm
from salesapp.activities.calls.rules import RHYTHM, Brought, Callee, Result, Tried, by_phone, in_order
from salesapp.activities.calls.sources.queries import ask, columns
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.playbook.scripts.models import ScriptTemplate, ScriptVersion
from salesapp.policies.queries import policy
from salesapp.prospecting.lists.models import Prospect
from salesapp.web import clock, pages, params

#: A round holds no more than somebody calls in a day; whoever comes after stands in tomorrow's.
MOST = 200


def round_of(user: User, now: datetime, tried: Mapping[str, Tried] | None = None) -> list[Callee]:
    """Return whom a person calls now, in order: what is agreed or due by rhythm, first contacts, rows of lists (R14, R23, R33).

    ``tried``: who was called today, where that was asked already.
    """
    tried = tried_today(user, now) if tried is None else tried
    limits = {"minutes": policy("call_again_minutes"), "most": policy("call_tries")}
    parts = [
        _agreed(user, now),
        rhythm.due(user, now, most=MOST),
        _first(user),
        *prospects.due(user, now, most=MOST),
    ]
    return in_order(_callees(ask(parts), now), tried, now, **limits)


def _callees(rows: Iterable[Row], now: datetime) -> Iterator[Callee]:
    """Yield whom the rows of all sources name: an agreed contact only where it can be a call."""
    listed = []
    for row in rows:
        if row.kind == prospects.KIND:
            listed.append(row)
        elif row.kind == RHYTHM:
            yield rhythm.callee(row)
        elif by_phone(row.words):
            yield Callee(f"{row.kind}-{row.id}", row.customer_id, row.at, row.words or "")
    yield from prospects.callees(listed, now, most=MOST)


def ahead_of(user: User, now: datetime, tried: Mapping[str, Tried]) -> list[Callee]:
    """Return whom a person may call before their day, when nobody is left whom they must call today (R14)."""
    limits = {"minutes": policy("call_again_minutes"), "most": policy("call_tries")}
    return in_order(prospects.ahead(user, now, most=MOST), tried, now, **limits)


def _agreed(user: User, now: datetime) -> Select:
    """Select one's agreed contacts that are due by the end of today."""
    told = columns("task", Task.id, customer_id=Task.customer_id, at=Task.due_at, words=Task.title)
    query = select(*told).where(
        Task.assignee_id == user.id, Task.done_at.is_(None), Task.kind == TaskKind.NEXT_CONTACT,
        Task.due_at <= clock.end_of(clock.local(now).date()), Task.customer_id.is_not(None),
    )  # fmt: skip
    return query.order_by(Task.due_at).limit(MOST)


def _first(user: User) -> Select:
    """Select one's customers with whom nobody spoke and nothing is agreed, unless they refused."""
    agreed = select(Task.id).where(
        Task.customer_id == Customer.id, Task.kind == TaskKind.NEXT_CONTACT, Task.done_at.is_(None)
    )
    refused = select(Call.id).where(
        Call.customer_id == Customer.id, Call.result == Result.REFUSED, Call.undone_at.is_(None)
    )
    told = columns("customer", Customer.id, customer_id=Customer.id, at=Customer.created_at)
    query = select(*told).where(
        Customer.owner_id == user.id, Customer.voided_at.is_(None), Customer.spoken_at.is_(None),
        ~agreed.exists(), ~refused.exists(),
    )  # fmt: skip
    return query.order_by(Customer.created_at, Customer.id).limit(MOST)


def tried_today(user: User, now: datetime) -> dict[str, Tried]:
    """Return how often a person called each one today, when last, and how often they reached them."""
    reached = func.coalesce(func.sum(case((Call.result == Result.REACHED, 1), else_=0)), 0)
    query = (
        select(Call.key, func.count(Call.id), func.max(Call.at), reached)
        .where(_of_today(user, now))
        .group_by(Call.key)
    )
    return {key: Tried(count, at, int(often)) for key, count, at, often in db.session.execute(query)}


def _of_today(user: User, now: datetime) -> ColumnElement[bool]:
    begin = clock.at(clock.local(now).date())
    return and_(Call.by_id == user.id, Call.at >= begin, Call.undone_at.is_(None))


def last_of(user: User, now: datetime) -> Call | None:
    """Return the call that a person made last today, to be taken back."""
    query = select(Call).where(_of_today(user, now)).order_by(Call.at.desc(), Call.id.desc()).limit(1)
    return db.session.scalar(
        query.options(joinedload(Call.task), joinedload(Call.next_task), joinedload(Call.prospect))
    )


def find(call_id: int, user: User) -> Call | None:
    """Return one of a person's own calls."""
    return db.session.scalar(select(Call).where(Call.id == call_id, Call.by_id == user.id))


def version_in_force(script_id: int) -> int | None:
    """Return the id of the wording of a script that is in force."""
    query = select(ScriptVersion.id).join(ScriptTemplate, ScriptTemplate.id == ScriptVersion.script_id)
    return db.session.scalar(
        query.where(ScriptTemplate.id == script_id, ScriptVersion.no == ScriptTemplate.no)
    )


# -------------------------------------------------------------------------------- what openings brought


def brought(user: User, start: datetime, end: datetime) -> list[Brought]:
    """Return what each wording of an opening brought in a period, the one used most first (R63)."""
    count = lambda condition: func.coalesce(func.sum(case((condition, 1), else_=0)), 0)  # noqa: E731
    query = (
        select(
            ScriptVersion.id, ScriptTemplate.name, ScriptVersion.no, func.count(Call.id), count(Call.result == Result.REACHED),
            count(_agreed_next()), count(Call.result == Result.REFUSED),
        )
        .join(ScriptVersion, ScriptVersion.id == Call.script_version_id)
        .join(ScriptTemplate, ScriptTemplate.id == ScriptVersion.script_id)
        .outerjoin(Activity, Activity.id == Call.activity_id)
        .where(access.readable_by(user), _within(start, end))
        .group_by(ScriptVersion.id, ScriptTemplate.name, ScriptVersion.no)
        .order_by(func.count(Call.id).desc(), ScriptVersion.id)
    )  # fmt: skip
    return [Brought(*row[:3], *(int(value) for value in row[3:])) for row in db.session.execute(query)]


def _agreed_next() -> ColumnElement[bool]:
    return and_(Call.result == Result.REACHED, Activity.next_at.is_not(None))


def _within(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(Call.at >= start, Call.at < end, Call.undone_at.is_(None))


def calls(
    user: User, start: datetime, end: datetime, *, version_id: int | None = None, show: str = "",
    call_id: int | None = None, cursor: str | None = None, size: int = 50,
) -> pages.Page[Row]:  # fmt: skip
    """Return a page of calls, the latest first: all, those of one opening, those that came to one thing."""
    name = func.coalesce(Customer.short_name, Customer.full_name, Prospect.full_name)
    query = (
        select(
            Call.id, Call.at, Call.result, Call.reason, Call.later_at, Call.customer_id, Call.prospect_id, Call.activity_id,
            name.label("customer"),
            User.name.label("who"), ScriptTemplate.name.label("opening"), ScriptVersion.no,
        )
        .join(User, User.id == Call.by_id)
        .outerjoin(Customer, Customer.id == Call.customer_id)
        .outerjoin(Prospect, Prospect.id == Call.prospect_id)
        .outerjoin(ScriptVersion, ScriptVersion.id == Call.script_version_id)
        .outerjoin(ScriptTemplate, ScriptTemplate.id == ScriptVersion.script_id)
        .outerjoin(Activity, Activity.id == Call.activity_id)
        .where(access.readable_by(user), Call.id == call_id if call_id else _within(start, end))
        .order_by(Call.at.desc(), Call.id.desc())
        .limit(size + 1)
    )  # fmt: skip
    if version_id:
        query = query.where(Call.script_version_id == version_id)
    if show == "agreed":
        query = query.where(_agreed_next())
    elif show:
        query = query.where(Call.result == show)
    after = pages.read(cursor, params.moment, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Call.at, Call.id, after, descending=True))
    rows = db.session.execute(query).all()
    return pages.cut(rows, size, lambda row: (row.at.isoformat(), row.id))

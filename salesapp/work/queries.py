"""Work, read from its one table: a person's day, the team's lateness."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    Select,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)  # fmt: skip

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.db import db
from salesapp.rights.rules import LEADERS, Role
from salesapp.statements import Stored, kept
from salesapp.web import cache, clock
from salesapp.web.drawn import met
from salesapp.work.kinds.rules import Key
from salesapp.work.models import WorkItem
from salesapp.work.rules import Todo

_TABLE = WorkItem.__table__
_C = _TABLE.c
#: What selects the records that a person may answer on a day in the place of somebody else.
Also = Callable[[Any, Any], Select]
_NONE = literal_column("0", Integer)
#: What a line of somebody's day is made of: a row, who left it behind, and of what is counted only, how many.
STORED = Stored(
    *_C,
    select(User.name).where(User.id == _C.user_id, User.active.is_(False)).scalar_subquery().label("whose"),
    _NONE.label("many"),
    _NONE.label("late"),
)
#: Lines of one kind of which many have more than a day holds, and of everything else.
MOST_OF_A_KIND, MOST = 50, 200
#: How many are read where one is sought that somebody may do.
FEW = 5


# ------------------------------------------------------------------------------- rows against records


def open_rows(subject_type: str, ids: Collection[int]) -> Mapping[Key, tuple[int, Mapping[str, Any]]]:
    """Return the open rows of some records of one kind: (id, columns) by what identifies them."""
    query = select(_TABLE).where(
        _C.done_at.is_(None), _C.subject_type == subject_type, _C.subject_id.in_(ids)
    )
    rows = (row._asdict() for row in db.session.execute(query))
    return {
        (row["kind"], row["subject_type"], row["subject_id"], row["part"]): (row["id"], row) for row in rows
    }


def asked_by(subject_type: str) -> Sequence[int]:
    """Return the ids of all records of one kind that have open rows."""
    return db.session.scalars(
        select(_C.subject_id).where(_C.done_at.is_(None), _C.subject_type == subject_type)
    ).all()


def is_known(subject_type: str) -> bool:
    """Return whether records of one kind ever had a row."""
    return db.session.scalar(select(_C.id).where(_C.subject_type == subject_type).limit(1)) is not None


# ------------------------------------------------------------------------------------ a person's day


def late(now: datetime) -> ColumnElement[bool]:
    """Return which open rows are overdue."""
    return and_(_C.done_at.is_(None), is_late(_C.due_at, now))


@dataclass(eq=False, slots=True)
class Asked:
    """A row of somebody's day, and its line where that says the same until midnight."""

    row: Any
    line: Todo | None = None


def mine(
    user: User,
    now: datetime,
    *,
    kinds: Collection[str],
    long: Collection[str],
    also: Mapping[str, Also] | None = None,
) -> Sequence[Asked]:
    """Return what a person's day lists: own work, that of their role, that of colleagues who left it to them.

    ``also`` selects, by kind, the records that they may answer in the place of somebody else, by settings in force.
    Of the ``long`` kinds it holds the first :data:`MOST_OF_A_KIND` and, as rows without an id, how many there are
    (``many``) and how many of them are late (``late``) by grade. A row that is as it was at the last look on this day is the
    same, with its line.
    """
    left = db.session.scalars(*_left(user)).all() if user.role in LEADERS else None
    shape: Any = {"kinds": tuple(kinds), "long": tuple(long), "also": tuple((also or {}).items())}
    shape |= {"most": MOST_OF_A_KIND, "settings": cache.version_in_force()}
    made, who = _mine(user, now, day := clock.local(now).date(), left or None, **shape), user.id
    return [each for each in met("work.mine", STORED, made, Asked, day) if who not in (each.row.barred or ())]


@kept
def _mine(
    user: User, now: datetime, day: date, left: Sequence[int] | None,
    *, kinds: Sequence[str], long: Sequence[str], also: Sequence[tuple[str, Also]], most: int, settings: int,
) -> Select | CompoundSelect:  # fmt: skip
    listed = and_(_C.done_at.is_(None), _C.shown_from <= now, _C.kind.in_(kinds))
    short = _C.kind.not_in(long)
    parts = [(and_(_C.user_id == user.id, short), MOST), *((whose, MOST) for whose in _of_role(user))]
    parts += [(and_(_C.user_id == user.id, _C.kind == kind), most) for kind in sorted(long)]
    parts += [(and_(_C.kind == kind, _C.subject_id.in_(records(user, day))), MOST) for kind, records in also]
    if left is not None:
        parts.append((_C.user_id.in_(left), most))
    ids = union_all(*(_first(and_(listed, whose), size) for whose, size in parts))
    rows: Select | CompoundSelect = select(*STORED.columns).where(_C.id.in_(ids))
    if long:
        rows = union_all(rows, _counted(and_(listed, _C.user_id == user.id, _C.kind.in_(long)), now))
    return rows


def first_asked(user: User, condition: ColumnElement[bool], size: int) -> Select:
    """Select the first of some rows, a person's own and those of their role, by the day on which they are due.

    Each is looked for by its own index: of all at once the database would read everybody's.
    """
    parts = (_C.user_id == user.id, *_of_role(user))
    ids = union_all(*(_first(and_(condition, whose), size) for whose in parts))
    return select(_TABLE).where(_C.id.in_(ids)).order_by(_C.due_at, _C.subject_id, _C.id).limit(size)


def _of_role(user: User) -> list[ColumnElement[bool]]:
    """Return which rows are those of a person's role: each by the index, which of any team or theirs would not be used."""
    teams = [_C.team_id.is_(None), *([_C.team_id == user.team_id] if user.team_id is not None else [])]
    return [and_(_C.user_id.is_(None), _C.role == user.role, team) for team in teams]


@kept
def _left(leader: User) -> Select:
    """Select whose open work a leader looks after: who left the team; the director, who left without one or led it."""
    gone = select(User.id).where(User.active.is_(False))
    if leader.role == Role.SUPERVISOR:
        return gone.where(User.team_id == leader.team_id, User.role != Role.SUPERVISOR)
    return gone.where(or_(User.team_id.is_(None), User.role == Role.SUPERVISOR))


def _first(condition: ColumnElement[bool], size: int) -> Select[tuple[int]]:
    first = select(_C.id).where(condition).order_by(_C.due_at, _C.subject_id).limit(size).subquery()
    return select(first.c.id)


def _counted(condition: ColumnElement[bool], now: datetime) -> Select:
    """Select how many there are, in the columns of :data:`STORED`."""
    told = {"kind": _C.kind, "grade": _C.grade, "many": func.count()}
    told["late"] = func.sum(case((late(now), 1), else_=0))
    columns = [told.get(name, cast(null(), kind)).label(name) for name, kind in STORED.kinds]
    return select(*columns).where(condition).group_by(_C.kind, _C.grade)


# ------------------------------------------------------------------------------------------ the team


def late_by_person(people: Select, kinds: Collection[str], now: datetime) -> Select:
    """Select what is late of each of some people by kind: (id, name, kind, how many); without kind who has nothing."""
    return (
        select(User.id, User.name, _C.kind, func.count(_C.id))
        .outerjoin(_TABLE, and_(_C.user_id == User.id, _C.kind.in_(kinds), late(now)))
        .where(User.id.in_(people))
        .group_by(User.id, User.name, _C.kind)
        .order_by(User.id)
    )


def next_due(user: User, kinds: Collection[str], now: datetime) -> Row | None:
    """Return the row of some kinds that is due first among those that stand in a person's day."""
    who = user.id
    for size in (FEW, MOST):  # somebody is barred from one or two of a role's, seldom from more
        rows = db.session.execute(*_next_due(user, now, size, kinds=tuple(kinds))).all()
        first = next((row for row in rows if who not in (row.barred or ())), None)
        if first is not None or len(rows) < size:
            return first
    return None


@kept
def _next_due(user: User, now: datetime, size: int, *, kinds: Sequence[str]) -> Select:
    listed = and_(_C.done_at.is_(None), _C.shown_from <= now, _C.kind.in_(kinds))
    return first_asked(user, listed, size)

"""A person's day out of the rows of work, each said in the words of its kind (R2, R33)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.words import gettext as _
from salesapp.work import queries
from salesapp.work.kinds.rules import Kind, works
from salesapp.work.rules import Day, Rest, Todo, in_order


def day(user: User, now: datetime) -> Day:
    """Return what a person must do today, in order of urgency, and how much there is beyond what is listed."""
    role = user.role
    asked = [[kind for kind in work.kinds if role in kind.roles] for work in works()]
    kinds = [kind for group in asked for kind in group]
    if not kinds:
        return Day()
    long = [kind.name for kind in kinds if kind.more]
    also = {kind.name: kind.also for kind in kinds if kind.also}
    rows = queries.mine(user, now, kinds=[kind.name for kind in kinds], long=long, also=also)
    of_kind: dict[str, list[Row]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, []).append(row)
    todos = [todo for group in asked for todo in _lines(group, of_kind, now)]
    more = [kind for kind in kinds if kind.more and kind.name in of_kind]
    return in_order(todos, [rest for kind in more for rest in _rest(kind, of_kind[kind.name], user, now)])


def _lines(kinds: Iterable[Kind], rows: Mapping[str, Sequence[Row]], now: datetime) -> Iterator[Todo]:
    """Yield the lines of one capability, what has waited longest first."""
    said: list[tuple[Row, Todo]] = []
    for kind in kinds:
        listed = sorted((row for row in rows.get(kind.name, ()) if row.id), key=_arrival)
        said += zip(listed, kind.lines(listed, now), strict=True)
    for row, line in sorted(said, key=lambda each: _arrival(each[0])[0]):
        yield _left_by(line, row.whose) if row.whose else line


def _left_by(todo: Todo, name: str) -> Todo:
    """Return the line that a leader reads of what somebody left behind: it leads to the record, to be handed on there."""
    return replace(todo, owner=name, action_label=_("Look at it"), action_url=todo.url, one_tap=False)


def _arrival(row: Row) -> tuple[datetime, int]:
    return row.due_at or row.since, row.subject_id


def _rest(kind: Kind, rows: Sequence[Row], user: User, now: datetime) -> Iterator[Rest]:
    """Yield what is due of a kind beyond its listed rows."""
    who = user.id
    own = [row for row in rows if row.user_id == who]
    left = {}
    for row in rows:
        if not row.id:
            shown = [each for each in own if each.grade == row.grade]
            late = sum(is_late(each.due_at, now) for each in shown)
            left[row.grade] = (row.many - len(shown), row.late - late)
    count = sum(due for due, _late in left.values())
    if count and kind.more is not None:
        words, url = kind.more(count)
        yield Rest(kind.name, words, url, {grade: each for grade, each in left.items() if each[0]})

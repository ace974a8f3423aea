"""A person's day out of the rows of work, each said in the words of its kind (R2, R33)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.words import gettext as _
from salesapp.work import queries
from salesapp.work.kinds.rules import Kind, works
from salesapp.work.queries import Asked
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
    of_kind: dict[str, list[Asked]] = {}
    for one in queries.mine(user, now, kinds=[kind.name for kind in kinds], long=long, also=also):
        of_kind.setdefault(one.row.kind, []).append(one)
    todos = [todo for group in asked for todo in _lines(group, of_kind, now)]
    more = [kind for kind in kinds if kind.more and kind.name in of_kind]
    return in_order(todos, [rest for kind in more for rest in _rest(kind, of_kind[kind.name], user, now)])


def _lines(kinds: Iterable[Kind], asked: Mapping[str, Sequence[Asked]], now: datetime) -> Iterator[Todo]:
    """Yield the lines of one capability, what has waited longest first."""
    said: list[tuple[datetime, Todo]] = []
    for kind in kinds:
        listed = sorted((one for one in asked.get(kind.name, ()) if one.row.id), key=_arrival)
        said += zip((_arrival(one)[0] for one in listed), _of_kind(kind, listed, now), strict=True)
    yield from (line for _arrived, line in sorted(said, key=itemgetter(0)))


def _of_kind(kind: Kind, listed: Sequence[Asked], now: datetime) -> list[Todo]:
    """Return the lines of some rows of one kind; those that say the same all day are made once."""
    fresh = [one for one in listed if one.line is None]
    rows = [one.row for one in fresh]
    made = {
        one: _left_by(line, one.row.whose) if one.row.whose else line
        for one, line in zip(fresh, kind.lines(rows, now), strict=True)
    }
    if kind.by_day:
        for one, line in made.items():
            one.line = line
    return [one.line or made[one] for one in listed]


def _left_by(todo: Todo, name: str) -> Todo:
    """Return the line that a leader reads of what somebody left behind: it leads to the record, to be handed on there."""
    return replace(todo, owner=name, action_label=_("Look at it"), action_url=todo.url, one_tap=False)


def _arrival(one: Asked) -> tuple[datetime, int]:
    return one.row.due_at or one.row.since, one.row.subject_id


def _rest(kind: Kind, asked: Iterable[Asked], user: User, now: datetime) -> Iterator[Rest]:
    """Yield what is due of a kind beyond its listed rows."""
    who, rows = user.id, [one.row for one in asked]
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

"""The figures of a day, the team's lateness, and a new colleague's first steps (R2, R3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.home.today import access
from salesapp.rights.rules import BUSINESS, LEADERS
from salesapp.statements import kept
from salesapp.web.coming import Expected
from salesapp.web.figures import Figure
from salesapp.web.first_day import FirstStep
from salesapp.work import queries as work
from salesapp.work.kinds.rules import Column, works
from salesapp.work.rules import Day, Kinds


def kinds() -> dict[str, Kinds]:
    """Return the kinds of work that an address may ask for, by the name it uses."""
    return {name: kinds for work in works() for name, kinds in work.figures.items()}


def figures(user: User, now: datetime, day: Day) -> Iterator[tuple[int, Figure]]:
    """Yield the figures that capabilities count for a person's day, each with its place."""
    for part in capability.installed():
        for declared in part.figures:
            if user.role in declared.roles:
                yield from ((declared.position, figure) for figure in declared.of(user, now, day))


def coming(user: User, now: datetime) -> list[tuple[Any, list[Expected]]]:
    """Return what capabilities see coming for a person, under their headings; empty ones are left out."""
    declared = sorted(
        (one for part in capability.installed() for one in part.coming), key=lambda one: one.position
    )
    found = [(one.label, list(one.of(user, now))) for one in declared if user.role in one.roles]
    return [(label, rows) for label, rows in found if rows]


# --------------------------------------------------------------------------------------- the team


@dataclass(frozen=True, slots=True)
class Late:
    """How much of one colleague's work is overdue, one number for each column of :func:`columns`."""

    user_id: int
    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts)


def columns() -> list[Column]:
    """Return the kinds of overdue work that the team's table has columns for."""
    return sorted((each for work in works() for each in work.columns), key=lambda each: each.position)


def team(user: User, now: datetime) -> list[Late]:
    """Return what is overdue for each colleague of a leader's team, most first; for the director of every team (R3)."""
    if user.role not in LEADERS:
        return []
    places = {kind: place for place, column in enumerate(columns()) for kind in column.kinds}
    counts: dict[tuple[int, str], list[int]] = {}
    for user_id, name, kind, count in db.session.execute(*_late(user, now, kinds=tuple(places))):
        of_person = counts.setdefault((user_id, name), [0] * len(columns()))
        if kind is not None:
            of_person[places[kind]] += count
    rows = [Late(user_id, name, tuple(each)) for (user_id, name), each in counts.items()]
    return sorted(rows, key=lambda row: -row.total)


@kept
def _late(user: User, now: datetime, *, kinds: Sequence[str]) -> Select:
    return work.late_by_person(access.led_by(user), kinds, now)


def behind(user: User, now: datetime) -> list[Late]:
    """Return the colleagues of a leader's team who have something overdue (R33)."""
    return [row for row in team(user, now) if row.total and row.user_id != user.id]


def reachable() -> list[User]:
    """Return everybody who works with customers and has an address for mails."""
    query = select(User).where(
        User.active, User.email.is_not(None), User.email != "", User.role.in_(BUSINESS)
    )
    return list(db.session.scalars(query.order_by(User.id)))


# ------------------------------------------------------------------------------------ the first steps


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing of a new colleague's first day, and whether it is done already (R2)."""

    step: FirstStep
    done: bool


def first_day(user: User) -> list[Taken]:
    """Return the first steps with what a person has done of them, while the list still helps: until the needed are done."""
    row = db.session.execute(*_done(user)).one()
    taken = [Taken(step, bool(done)) for step, done in zip(_first_steps(), row, strict=True)]
    return taken if any(each.step.needed and not each.done for each in taken) else []


def _first_steps() -> list[FirstStep]:
    declared = (step for part in capability.installed() for step in part.first_day)
    return sorted(declared, key=lambda step: step.position)


@kept
def _done(user: User) -> Select:
    return select(*(step.done(user) for step in _first_steps()))

"""Accounts as the administrator sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from salesapp.accounts.models import Team, User
from salesapp.accounts.queries import PERSON, Person, named, waits_until
from salesapp.db import db
from salesapp.rights.rules import BUSINESS
from salesapp.web import pages, params
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _

PAGE = 50


def people(
    *, text: str | None = None, role: str | None = None, team_id: int | None = None,
    active: bool = True, show: str | None = None, now: datetime | None = None, cursor: str | None = None,
) -> pages.Page[Person]:  # fmt: skip
    """Return one page of accounts in order of their sign-in names."""
    query = (
        select(*PERSON)
        .outerjoin(Team, User.team_id == Team.id)
        .where(User.active == active)
        .order_by(User.username)
        .limit(PAGE + 1)
    )
    if text:
        query = query.where(named(text))
    if role:
        query = query.where(User.role == role)
    if team_id:
        query = query.where(User.team_id == team_id)
    if show == "locked":
        query = query.where(waits_until > now)
    if show == "first":
        query = query.where(User.must_change_password.is_(True))
    after = pages.read(cursor, params.words)
    if after:
        query = query.where(User.username > after[0])
    rows = [Person(*row) for row in db.session.execute(query)]
    return pages.cut(rows, PAGE, lambda person: (person.username,))


def figures(user: User, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield for whoever keeps the house how many people may sign in, are guessed at, or never changed their password."""

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query = select(func.count(), counted(waits_until > now), counted(User.must_change_password.is_(True)))
    people, tried, first = db.session.execute(query.select_from(User).where(User.active)).one()
    staff = address("people.index")
    yield Figure(people, _("People who may sign in"), staff, counted=_("Accounts that are not closed."))
    yield Figure(
        tried, _("Waiting after wrong passwords"), address("people.index", show="locked"), late=bool(tried),
        counted=_("Names for which somebody waits a while after too many wrong passwords."),
    )  # fmt: skip
    yield Figure(
        first, _("First passwords not changed yet"), address("people.index", show="first"),
        counted=_("Accounts whose first or drawn password is still in force."),
    )  # fmt: skip


def successors(user: User) -> Sequence[User]:
    """Return who may take over what hangs on a person: everybody else who works with customers."""
    query = select(User).where(User.active, User.role.in_(BUSINESS), User.id != user.id)
    return db.session.scalars(query.order_by(User.role, User.id)).unique().all()

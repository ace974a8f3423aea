"""People and teams, read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select

from salesapp.accounts.models import Team, User
from salesapp.db import ConfigStamp, db
from salesapp.rights.rules import BUSINESS
from salesapp.web import cache, pages, params
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.once import Submission
from salesapp.words import gettext as _

PAGE = 50
PICKED = 12
#: The columns of a Person, in the order of its fields.
PERSON = (
    User.id,
    User.username,
    User.name,
    User.role,
    Team.name,
    User.active,
    User.locked_until,
    User.must_change_password,
    User.last_sign_in_at,
)


#: A person, the stamp that every page asks for too, and whether this very session was ended.
_SIGNED_IN = select(
    User,
    select(ConfigStamp.version).scalar_subquery(),
    exists().where(Submission.token == bindparam("ended")),
).where(User.id == bindparam("id"))


@dataclass(frozen=True)
class Person:
    """One line of the list of people."""

    id: int
    username: str
    name: str
    role: str
    team: str | None
    active: bool
    locked_until: datetime | None
    must_change_password: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True)
class TeamLine:
    """One line of the list of teams, with how many work in it."""

    id: int
    name: str
    active: bool
    people: int


def load_user(session_id: str) -> User | None:
    """Return the person of a session, or None where the password or account changed since."""
    user_id, _, rest = session_id.partition(":")
    stamp, _, own = rest.partition(":")
    found = db.session.execute(_SIGNED_IN, {"id": params.id_or(user_id, 0), "ended": f"out:{own}"}).first()
    if found is None:
        return None
    user, version, ended = found
    cache.expect(version or 0)
    return user if user.active and user.session_stamp == stamp and not (own and ended) else None


def find(user_id: int) -> User | None:
    """Return an account by its id."""
    return db.session.get(User, user_id)


def find_team(team_id: int) -> Team | None:
    """Return a team by its id."""
    return db.session.get(Team, team_id)


def by_username(username: str) -> User | None:
    """Return the person with a sign-in name, whatever the case."""
    return db.session.scalar(select(User).where(User.username == username.strip().lower()[:40]))


def team_member_ids(user: User) -> Sequence[int]:
    """Return the ids of everybody in a person's team, themselves included."""
    if user.team_id is None:
        return [user.id]
    return db.session.scalars(select(User.id).where(User.team_id == user.team_id)).all()


def with_role(role: str, *, team_id: int | None = None) -> Sequence[User]:
    """Return the active people of a role, of one team where asked."""
    query = select(User).where(User.role == role, User.active).order_by(User.id)
    if team_id is not None:
        query = query.where(User.team_id == team_id)
    return db.session.scalars(query).all()


def people(
    *, text: str | None = None, role: str | None = None, team_id: int | None = None,
    active: bool = True, cursor: str | None = None,
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
        query = query.where(_named(text))
    if role:
        query = query.where(User.role == role)
    if team_id:
        query = query.where(User.team_id == team_id)
    after = pages.read(cursor, params.words)
    if after:
        query = query.where(User.username > after[0])
    rows = [Person(*row) for row in db.session.execute(query)]
    return pages.cut(rows, PAGE, lambda person: (person.username,))


def pick(text: str, *, roles: Collection[str] = BUSINESS) -> Sequence[Person]:
    """Return up to twelve open accounts whose name or sign-in name holds the text."""
    query = (
        select(*PERSON)
        .outerjoin(Team, User.team_id == Team.id)
        .where(User.active, User.role.in_(roles))
        .order_by(User.username)
        .limit(PICKED)
    )
    if text.strip():
        query = query.where(_named(text))
    return [Person(*row) for row in db.session.execute(query)]


def _named(text: str):
    text = text.strip()
    return or_(
        User.name.contains(text, autoescape=True), User.username.contains(text.lower(), autoescape=True)
    )


def everybody() -> Sequence[tuple[int, str]]:
    """Return id and name of all accounts, closed ones too: the trail still speaks of them."""
    rows = db.session.execute(select(User.id, User.name, User.username).order_by(User.username))
    return [(row.id, f"{row.name} · {row.username}") for row in rows]


def names() -> dict[int, str]:
    """Return everybody's name and sign-in name by id, closed accounts too."""
    return dict(everybody())


def teams(*, only_active: bool = False) -> Sequence[TeamLine]:
    """Return the teams with the number of open accounts in each."""
    size = func.count(User.id)
    query = (
        select(Team.id, Team.name, Team.active, size)
        .outerjoin(User, (User.team_id == Team.id) & User.active)
        .group_by(Team.id, Team.name, Team.active)
        .order_by(Team.active.desc(), Team.name)
    )
    if only_active:
        query = query.where(Team.active)
    return [TeamLine(*row) for row in db.session.execute(query)]


def team_size(team_id: int) -> int:
    """Count the open accounts of a team."""
    return db.session.scalar(select(func.count()).where(User.team_id == team_id, User.active)) or 0


def figures(user: User, now: datetime, day: Any) -> Iterator[Figure]:
    """Yield for whoever keeps the house how many people may sign in, are locked, or never changed their password."""

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query = select(func.count(), counted(User.locked_until > now), counted(User.must_change_password))
    people, locked, first = db.session.execute(query.select_from(User).where(User.active)).one()
    staff = address("people.index")
    yield Figure(people, _("People who may sign in"), staff)
    yield Figure(locked, _("Locked accounts"), staff, late=bool(locked))
    yield Figure(first, _("First passwords not changed yet"), staff)

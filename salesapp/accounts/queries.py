"""People and teams, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from salesapp.accounts.models import Team, User
from salesapp.accounts.sessions.models import SignInDelay
from salesapp.db import db
from salesapp.rights.rules import BUSINESS
from salesapp.statements import kept, rows

PICKED = 12
#: Until when somebody, somewhere, waits after wrong passwords for a person's name.
waits_until = (
    select(func.max(SignInDelay.until))
    .where(SignInDelay.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)
#: The columns of a Person, in the order of its fields.
PERSON = (
    User.id,
    User.username,
    User.name,
    User.role,
    Team.name,
    User.active,
    waits_until,
    User.must_change_password,
    User.last_sign_in_at,
)


@dataclass(frozen=True)
class Person:
    """One line of the list of people."""

    id: int
    username: str
    name: str
    role: str
    team: str | None
    active: bool
    waits_until: datetime | None
    must_change_password: bool
    last_sign_in_at: datetime | None


def find(user_id: int) -> User | None:
    """Return an account by its id."""
    return db.session.get(User, user_id)


def by_username(username: str) -> User | None:
    """Return the person with a sign-in name, whatever the case."""
    return db.session.scalar(select(User).where(User.username == username.strip().lower()[:40]))


def team_member_ids(user: User) -> Sequence[int]:
    """Return the ids of everybody in a person's team, themselves included."""
    if user.team_id is None:
        return [user.id]
    return rows(*_team_of(user)).scalars().all()


@kept
def _team_of(user: User) -> Select:
    return select(User.id).where(User.team_id == user.team_id)


def with_role(role: str, *, team_id: int | None = None) -> Sequence[User]:
    """Return the active people of a role, of one team where asked."""
    query = select(User).where(User.role == role, User.active).order_by(User.id)
    if team_id is not None:
        query = query.where(User.team_id == team_id)
    return db.session.scalars(query).all()


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
        query = query.where(named(text))
    return [Person(*row) for row in db.session.execute(query)]


def named(text: str) -> ColumnElement[bool]:
    """Return the condition for a name or sign-in name that holds the text."""
    text = text.strip()
    return or_(
        User.name.contains(text, autoescape=True), User.username.contains(text.lower(), autoescape=True)
    )


def everybody() -> Sequence[tuple[int, str]]:
    """Return id and name of all accounts, closed ones too: the trail still speaks of them."""
    rows = db.session.execute(select(User.id, User.name, User.username).order_by(User.username))
    return [(row.id, f"{row.name} · {row.username}") for row in rows]


def called(ids: Collection[int]) -> dict[int, str]:
    """Return the plain names of some people by id, closed accounts too: for paper, where nobody signs in."""
    if not ids:
        return {}
    return {
        row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    }


def names() -> dict[int, str]:
    """Return everybody's name and sign-in name by id, closed accounts too."""
    return dict(everybody())

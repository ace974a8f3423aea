"""People and teams, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db


def load_user(session_id: str) -> User | None:
    """Return the person of a session, or None where the password was changed or the account closed since."""
    user_id, _, stamp = session_id.partition(":")
    if not user_id.isdigit():
        return None
    user = db.session.get(User, int(user_id))
    return user if user and user.active and user.session_stamp == stamp else None


def by_username(username: str) -> User | None:
    """Return the person with a sign-in name, whatever the case."""
    return db.session.scalar(select(User).where(User.username == username.strip().lower()))


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

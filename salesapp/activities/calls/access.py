"""Who reads which calls: one's own, those of the team, all."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.rights.rules import Role


def readable_by(user: User) -> ColumnElement[bool]:
    """Return the condition of the calls that a person may read."""
    if user.role == Role.DIRECTOR:
        return true()
    if user.role == Role.SUPERVISOR:
        return or_(Call.by_id == user.id, Call.by_id.in_(select(User.id).where(User.team_id == user.team_id)))
    return Call.by_id == user.id

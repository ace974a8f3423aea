"""Who fills which approving role, read."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.accounts.models import Team, User
from salesapp.approvals.vacancies.rules import Filled
from salesapp.db import db


def filled(*, without: int | None = None) -> list[Filled]:
    """Return the roles that active people fill, a person left out where asked."""
    query = select(User.role, User.team_id, Team.name).outerjoin(Team, Team.id == User.team_id)
    query = query.where(User.active, User.id != (without or 0)).distinct()
    return [Filled(role, team_id, name or "") for role, team_id, name in db.session.execute(query)]

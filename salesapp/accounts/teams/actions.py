"""What is done to teams."""

from __future__ import annotations

from sqlalchemy import func, select

from salesapp.accounts.models import Team
from salesapp.accounts.rules import AccountRefused
from salesapp.accounts.teams.queries import team_size
from salesapp.db import db
from salesapp.words import gettext as _


def create_team(*, name: str) -> Team:
    """Found a sales team."""
    _check_team_name(name, None)
    team = Team(name=name)
    db.session.add(team)
    return team


def change_team(team: Team, *, name: str, active: bool) -> Team:
    """Rename a team, or close one that nobody works in."""
    _check_team_name(name, team.id)
    if team.active and not active and team_size(team.id):
        raise AccountRefused(_("People still work in this team: move them first."), field="active")
    team.name, team.active = name, active
    return team


def _check_team_name(name: str, team_id: int | None) -> None:
    same = select(Team.id).where(func.lower(Team.name) == name.lower(), Team.id != (team_id or 0))
    if db.session.scalar(same) is not None:
        raise AccountRefused(_("There is a team of this name already."), field="name")

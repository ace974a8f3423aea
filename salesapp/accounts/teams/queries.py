"""Teams, and how many work in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from salesapp.accounts.models import Team, User
from salesapp.chinese import pinyin
from salesapp.db import db


@dataclass(frozen=True)
class TeamLine:
    """One line of the list of teams, with how many work in it."""

    id: int
    name: str
    active: bool
    people: int


def find_team(team_id: int) -> Team | None:
    """Return a team by its id."""
    return db.session.get(Team, team_id)


def teams(*, only_active: bool = False) -> Sequence[TeamLine]:
    """Return the teams with the number of open accounts in each, in the order of their reading, who is closed last."""
    size = func.count(User.id)
    query = (
        select(Team.id, Team.name, Team.active, size)
        .outerjoin(User, (User.team_id == Team.id) & User.active)
        .group_by(Team.id, Team.name, Team.active)
    )
    if only_active:
        query = query.where(Team.active)
    lines = [TeamLine(*row) for row in db.session.execute(query)]
    return sorted(lines, key=lambda line: (not line.active, pinyin.sort_key(line.name)))


def team_size(team_id: int) -> int:
    """Count the open accounts of a team."""
    return db.session.scalar(select(func.count()).where(User.team_id == team_id, User.active)) or 0

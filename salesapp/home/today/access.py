"""What the first page of the day shows to whom (R2, R3): the one table to look at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.rights.rules import SALES, Role


@dataclass(frozen=True, slots=True)
class Shown:
    """The blocks of somebody's first page; their figures stand above them."""

    works: bool = True  # what is to be done, and how much of it is overdue
    sells: bool = False  # “do these first” stands there even when nothing is due
    kept: bool = False  # the share of follow-ups made in time
    coming: bool = False  # what is on its way
    team: bool = False  # what is overdue, by person
    first_day: bool = False  # the first steps, until they are done
    house: bool = False  # where the house is kept
    trail: bool = False  # where the audit trail is read and checked


SHOWN = {
    Role.REP: Shown(sells=True, kept=True, first_day=True),
    Role.SUPERVISOR: Shown(sells=True, team=True),
    Role.DIRECTOR: Shown(sells=True, team=True, coming=True),
    Role.FINANCE: Shown(coming=True),
    Role.SERVICE: Shown(coming=True),
    Role.TECH: Shown(),
    Role.LEGAL: Shown(coming=True),
    Role.ADMIN: Shown(works=False, house=True),
    Role.AUDITOR: Shown(works=False, trail=True),
}


def shown(user: User) -> Shown:
    """Return what a person's first page is made of."""
    return SHOWN[Role(user.role)]


def led_by(leader: User) -> Select:
    """Select the salespeople a leader answers for: the team's, a director everybody's."""
    people = select(User.id).where(User.active, User.role.in_(SALES))
    return people if leader.role == Role.DIRECTOR else people.where(User.team_id == leader.team_id)

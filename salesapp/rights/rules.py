"""Roles: what each is called, and the groups of them that rights are given to. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from salesapp.words import lazy_gettext as _l


class Role(StrEnum):
    """What a person is in the house; what is allowed hangs on it, and on nothing else."""

    REP = "rep"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    FINANCE = "finance"
    SERVICE = "service"
    TECH = "tech"
    LEGAL = "legal"
    ADMIN = "admin"
    AUDITOR = "auditor"


#: The one label of each role.
ROLE_LABELS = {
    Role.REP: _l("Sales representative"),
    Role.SUPERVISOR: _l("Sales supervisor"),
    Role.DIRECTOR: _l("Director"),
    Role.FINANCE: _l("Finance"),
    Role.SERVICE: _l("After-sales service"),
    Role.TECH: _l("Technical support"),
    Role.LEGAL: _l("Legal"),
    Role.ADMIN: _l("Administrator"),
    Role.AUDITOR: _l("Auditor"),
}

EVERYBODY = frozenset(Role)
#: Who works in a sales team and must belong to one; everybody else may.
SALES = frozenset({Role.REP, Role.SUPERVISOR})
#: Who looks after the work of others.
LEADERS = frozenset({Role.SUPERVISOR, Role.DIRECTOR})
SELLING = SALES | {Role.DIRECTOR}
#: Who can own, share or receive work; administrators and auditors see no customers.
BUSINESS = EVERYBODY - {Role.ADMIN, Role.AUDITOR}
#: Who keeps the team's rules, words and calendar. The administrator configures, and never approves.
RULERS = frozenset({Role.SUPERVISOR, Role.DIRECTOR, Role.ADMIN})
KEEPER = frozenset({Role.ADMIN})
#: Who keeps people or money: whoever gets in under their names does harm to everybody.
GUARDED = frozenset({Role.ADMIN, Role.DIRECTOR, Role.FINANCE})
READER = frozenset({Role.AUDITOR})


def runs(user: Person, *, owner_id: int | None, team_id: int | None) -> bool:
    """Tell whether a person runs a record: its owner, the supervisor of the owner's team, or the director.

    Being asked to help never suffices: who helps can neither take a record, nor share it, nor take others off it.
    """
    if user.role == Role.DIRECTOR:
        return True
    leads_team = user.role == Role.SUPERVISOR and team_id is not None and user.team_id == team_id
    return leads_team or (user.role in SALES and owner_id == user.id)


class Person(Protocol):
    """What rules and verbs ask of whoever acts."""

    id: int
    name: str
    role: str
    team_id: int | None

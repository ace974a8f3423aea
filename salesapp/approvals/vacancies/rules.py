"""Which approving roles nobody fills, found before anything is submitted (W02). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from salesapp.approvals.route.rules import PLACES, TEAM_ROLE
from salesapp.rights.rules import ROLE_LABELS, SALES, Role
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Filled:
    """A role that somebody fills, in a team where they belong to one."""

    role: str
    team_id: int | None = None
    team: str = ""


@dataclass(frozen=True, slots=True)
class Vacancies:
    """The roles that nobody fills, and the teams of sales people without a supervisor."""

    roles: tuple[Role, ...] = ()
    teams: tuple[str, ...] = ()


def vacancies(asked: Collection[Role], filled: Iterable[Filled]) -> Vacancies:
    """Return what is vacant of the roles that are asked; where a team has no supervisor, the director decides."""
    known = list(filled)
    there = {one.role for one in known}
    wanted = (set(asked) | {Role.DIRECTOR}) - {TEAM_ROLE} if TEAM_ROLE in asked else set(asked)
    led = {one.team_id for one in known if one.role == TEAM_ROLE}
    unled = {one.team for one in known if one.role in SALES and one.team and one.team_id not in led}
    return Vacancies(
        roles=tuple(role for role in PLACES if role in wanted and role not in there),
        teams=tuple(sorted(unled)) if TEAM_ROLE in asked else (),
    )


def words(found: Vacancies) -> str:
    """Say what is vacant, what becomes of submissions, and who can help."""
    told = []
    if found.roles:
        roles = _(", ").join(str(ROLE_LABELS[role]) for role in found.roles)
        told.append(
            _(
                "Nobody fills “%(roles)s”: what asks this role cannot go on until somebody is named.",
                roles=roles,
            )
        )
    if found.teams:
        teams = _(", ").join(found.teams)
        told.append(_("No supervisor in %(teams)s: the director decides until one is named.", teams=teams))
    return " ".join(told)

"""What pages say of approving roles that nobody fills (W02)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.approvals.subjects.rules import declared
from salesapp.approvals.vacancies import queries
from salesapp.approvals.vacancies.rules import Vacancies, vacancies, words


def vacant(without: User | None = None) -> str:
    """Say what nobody fills now; or what nobody would fill once a person left, beside that."""
    asked = {role for subject in declared().values() for role in subject.asks()}
    now = vacancies(asked, queries.filled())
    if without is None:
        return words(now)
    then = vacancies(asked, queries.filled(without=without.id))
    return words(
        Vacancies(
            roles=tuple(role for role in then.roles if role not in now.roles),
            teams=tuple(team for team in then.teams if team not in now.teams),
        )
    )

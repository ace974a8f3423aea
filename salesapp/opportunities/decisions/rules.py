"""Whose word a file waits for (F06 立项意见). Pure."""

from __future__ import annotations

from salesapp.opportunities.grading.rules import S
from salesapp.opportunities.rules import Decision
from salesapp.rights.rules import Role


def decided_by(grade: str, *, director_too: bool) -> set[Role]:
    """Return who decides on a file: the supervisor; on grade S the director too, where the setting says so (F06)."""
    return {Role.SUPERVISOR, Role.DIRECTOR} if grade == S and director_too else {Role.SUPERVISOR}


def lacks_agreement(grade: str, decision: str | None, *, director_too: bool) -> bool:
    """Tell whether a file of grade S waits for more than the supervisor, and nothing is signed on it (F06)."""
    return grade == S and director_too and decision != Decision.AGREE

"""Whose word a file waits for (F06 立项意见). Pure."""

from __future__ import annotations

from salesapp.opportunities.grading.rules import S
from salesapp.rights.rules import Role


def decided_by(grade: str, *, director_too: bool) -> set[Role]:
    """Return who decides on a file: the supervisor; on grade S the director too, where the setting says so (F06)."""
    return {Role.SUPERVISOR, Role.DIRECTOR} if grade == S and director_too else {Role.SUPERVISOR}

"""The kinds of work that opportunities ask for, and whose word a file waits for (F06 立项意见). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from salesapp.rights.rules import Role

FOLLOW_UP, DECISION = "follow_up", "decision"


def decided_by(grade: str, team_id: int | None) -> Iterator[tuple[Role, int | None]]:
    """Yield who may put the leader's word on a file: the team's supervisor; on grade S the director too (F06)."""
    if team_id is not None:
        yield Role.SUPERVISOR, team_id
    if grade == "S":
        yield Role.DIRECTOR, None

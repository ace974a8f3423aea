"""The kinds of work that contracts ask for, and who is told of a late hand-off (R40, R41). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from salesapp.rights.rules import Role

CHECKLIST, SIGN, HANDOFF = "checklist", "sign", "handoff"
#: A contract that is still to be drawn up: its opportunity was won without one (R1, R38).
TO_DRAW = "contract_to_draw"
RECEIPT, LATE_HANDOFF = "receipt", "late_handoff"


def told_of(team_id: int | None) -> Iterator[tuple[Role, int | None]]:
    """Yield on whose day a late hand-off stands: the supervisor's of the team, and every director's (R41)."""
    if team_id is not None:
        yield Role.SUPERVISOR, team_id
    yield Role.DIRECTOR, None

"""What the times of decisions tell the house."""

from __future__ import annotations

from salesapp.approvals.times import routes
from salesapp.capability import Capability
from salesapp.rights.rules import LEADERS

CAPABILITY = Capability(
    name="approvals.times",
    blueprints=(routes.bp,),
    rights={"approval_times.index": frozenset(LEADERS), "approval_times.decisions": frozenset(LEADERS)},
)

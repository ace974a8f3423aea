"""What becomes of approvals when people leave or move (W02, W16)."""

from __future__ import annotations

from salesapp.approvals.successors import actions
from salesapp.capability import Capability

CAPABILITY = Capability(
    name="approvals.successors",
    leaving=(actions.LEAVING,),
    follows={"user": actions.follow_team},
)

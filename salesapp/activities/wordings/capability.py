"""What filled wordings tell the house."""

from __future__ import annotations

from salesapp.activities.wordings import routes
from salesapp.capability import Capability
from salesapp.rights.rules import LEADERS, SELLING

CAPABILITY = Capability(
    name="wordings",
    blueprints=(routes.bp,),
    rights={"wordings.show": SELLING, "wordings.create_preview": LEADERS},
)

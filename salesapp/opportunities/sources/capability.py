"""What the report of sources tells the house (R13)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.sources import routes
from salesapp.rights.rules import SELLING

CAPABILITY = Capability(
    name="prospect_sources",
    blueprints=(routes.bp,),
    rights={"prospect_sources.index": SELLING, "prospect_sources.opportunities": SELLING},
)

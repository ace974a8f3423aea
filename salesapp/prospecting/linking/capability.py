"""What linking a prospect to a customer tells the house (R13)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.prospecting.linking import routes
from salesapp.rights.rules import SALES

CAPABILITY = Capability(
    name="prospect_links",
    blueprints=(routes.bp,),
    rights={"prospect_links.new": SALES, "prospect_links.create": SALES},
)

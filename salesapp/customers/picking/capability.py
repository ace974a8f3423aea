"""What the type-ahead fields tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.picking import routes
from salesapp.rights.rules import BUSINESS

RIGHTS = {
    "picking.customers": BUSINESS,
    "picking.contacts": BUSINESS,
    "picking.regions": BUSINESS,
    "picking.industries": BUSINESS,
}

CAPABILITY = Capability(name="customers.picking", blueprints=(routes.bp,), rights=RIGHTS)

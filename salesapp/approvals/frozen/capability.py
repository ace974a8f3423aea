"""What the print of frozen content tells the house."""

from __future__ import annotations

from salesapp.approvals.frozen import routes
from salesapp.capability import Capability
from salesapp.rights.rules import BUSINESS

CAPABILITY = Capability(name="approvals.frozen", blueprints=(routes.bp,), rights={"frozen.show": BUSINESS})

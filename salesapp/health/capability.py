"""What the watch over the installation tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.health import routes

CAPABILITY = Capability(
    name="health", blueprints=(routes.bp,), public=frozenset({"health.healthz", "health.readyz"})
)

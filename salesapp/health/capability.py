"""What the watch over the installation tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.health import actions, routes
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="health",
    blueprints=(routes.bp,),
    public=frozenset({"health.healthz", "health.readyz"}),
    starts_with=(actions.bind,),
    trail=Vocabulary(
        records={"data_folder": lazy_pgettext("trail", "data folder")},
        fields={"mark": lazy_pgettext("trail", "mark")},
    ),
)

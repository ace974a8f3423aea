"""What call-offs tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.calloffs import routes
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="contracts.calloffs",
    blueprints=(routes.bp,),
    rights={"calloffs.show": BUSINESS, "calloffs.create_calloff": SALES, "calloffs.create_reversal": SALES},
    trail=Vocabulary(fields={"framework_id": lazy_pgettext("trail", "framework contract")}),
)

"""What the ownership of customers tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.ownership import routes
from salesapp.customers.ownership.requests import capability as requests
from salesapp.rights.rules import BUSINESS, LEADERS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

RIGHTS = {
    "ownership.show": BUSINESS,
    "ownership.create_collaborator": SELLING,
    "ownership.create_collaborator_removal": SELLING,
    "ownership.create_owner_change": LEADERS,
}

TRAIL = Vocabulary(
    records={
        "customer_collaborator": lazy_pgettext("trail", "collaborator on a customer"),
        "owner_change": lazy_pgettext("trail", "change of owner"),
    },
    fields={
        "owner_since": lazy_pgettext("trail", "owner since"),
        "from_id": lazy_pgettext("trail", "from"),
        "to_id": lazy_pgettext("trail", "to"),
        "added_by_id": lazy_pgettext("trail", "added by"),
        "added_at": lazy_pgettext("trail", "added at"),
        "reason": lazy_pgettext("trail", "reason"),
    },
)

CAPABILITY = Capability(
    name="ownership", blueprints=(routes.bp,), rights=RIGHTS, trail=TRAIL, nouns=(requests.CAPABILITY,)
)

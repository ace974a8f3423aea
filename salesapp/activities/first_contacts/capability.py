"""What the figures of first contacts tell the house."""

from __future__ import annotations

from salesapp.activities.first_contacts import page, routes
from salesapp.capability import Capability
from salesapp.rights.rules import SELLING

CAPABILITY = Capability(
    name="first_contacts",
    blueprints=(routes.bp,),
    rights=dict.fromkeys(("first_contacts.index", "first_contacts.sheet", "first_contacts.records"), SELLING),
    template_globals={"first_contacts_url": page.records_url},
)

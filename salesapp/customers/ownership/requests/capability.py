"""What wishes for another owner tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.ownership.requests import actions, routes
from salesapp.rights.rules import Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="owner_requests",
    blueprints=(routes.bp,),
    rights={"owner_requests.new": frozenset({Role.REP}), "owner_requests.create": frozenset({Role.REP})},
    approvals=(actions.SUBJECT,),
    trail=Vocabulary(records={"owner_request": lazy_pgettext("trail", "wish for another owner")}),
)

"""What the ownership of opportunities tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.opportunities.access import COLLABORATORS
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.opportunities.ownership import actions, queries, routes
from salesapp.rights.rules import LEADERS
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="opportunity_owners",
    blueprints=(routes.bp,),
    rights={"opportunity_owners.new": LEADERS, "opportunity_owners.create": LEADERS},
    belongings=(
        Belonging(
            name="opportunity_shares", label=_l("Works along on opportunities"), record="opportunity", open=queries.shared,
            people=(OpportunityCollaborator.user_id,), pass_on=actions.take_over_shares, holders=frozenset(COLLABORATORS),
            waits=True,
        ),
        Belonging(
            name="opportunities", label=_l("Opportunities"), record="opportunity", open=queries.running,
            people=(Opportunity.owner_id,), about={"customer": Opportunity.customer_id}.get, carries=True,
            keeps_sight=True, pass_on=actions.take_over,
        ),
    ),
)  # fmt: skip

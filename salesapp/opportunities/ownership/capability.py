"""What the ownership of opportunities tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.opportunities.access import COLLABORATORS
from salesapp.opportunities.ownership import actions, queries, routes
from salesapp.rights.rules import LEADERS
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="opportunity_owners",
    blueprints=(routes.bp,),
    rights={"opportunity_owners.new": LEADERS, "opportunity_owners.create": LEADERS},
    belongings=(
        Belonging(
            name="opportunity_shares", label=_l("Works along on opportunities"), held=queries.held_shares,
            pass_on=actions.take_over_shares, holders=frozenset(COLLABORATORS),
            waits=True,
        ),
        Belonging(
            name="opportunities", label=_l("Opportunities"), held=queries.held, pass_on=actions.take_over,
            of=frozenset({"customer"}),
        ),
    ),
)  # fmt: skip

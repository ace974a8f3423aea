"""What the ownership of contracts tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.models import Contract
from salesapp.contracts.ownership import actions, queries, routes
from salesapp.rights.rules import LEADERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="contract_owners",
    blueprints=(routes.bp,),
    rights={"contract_owners.new": LEADERS, "contract_owners.create": LEADERS},
    belongings=(
        Belonging(
            name="contracts", label=_l("Contracts with their hand-offs"), record="contract", open=queries.running,
            people=(Contract.owner_id,), carries=True, keeps_sight=True, pass_on=actions.take_over, holds=True,
            about={"customer": Contract.customer_id, "opportunity": Contract.opportunity_id}.get,
            ends=queries.unsigned, end=actions.end,
        ),
    ),
    trail=Vocabulary(records={"contract_owner_change": lazy_pgettext("trail", "change of a contract's owner")}),
)  # fmt: skip

"""What the ownership of contracts tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
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
            name="contracts", label=_l("Contracts with their hand-offs"), held=queries.held, pass_on=actions.take_over,
            of=frozenset({"customer", "opportunity"}), ending=queries.ending, end=actions.end, hold=queries.hold,
        ),
    ),
    trail=Vocabulary(records={"contract_owner_change": lazy_pgettext("trail", "change of a contract's owner")}),
)  # fmt: skip

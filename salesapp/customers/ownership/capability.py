"""What the ownership of customers tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.customers.access import COLLEAGUES
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions, queries, routes
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.customers.ownership.requests import capability as requests
from salesapp.rights.rules import BUSINESS, LEADERS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
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

#: What was shared is given last: an owner who gives a customer away may be asked to help until the rest is given too.
BELONGINGS = (
    Belonging(
        name="customer_shares", label=_l("Works along on customers"), record="customer", open=queries.shared,
        people=(CustomerCollaborator.user_id,), pass_on=actions.take_over_shares, holders=COLLEAGUES, waits=True,
    ),
    Belonging(
        name="customers", label=_l("Customers"), record="customer", open=queries.owned, people=(Customer.owner_id,),
        pass_on=actions.take_over,
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="ownership",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    belongings=BELONGINGS,
    trail=TRAIL,
    nouns=(requests.CAPABILITY,),
)

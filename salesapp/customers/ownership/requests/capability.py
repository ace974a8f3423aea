"""What wishes for another owner tell the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.customers.ownership.requests import actions, queries, routes
from salesapp.customers.ownership.requests.models import OwnerRequest
from salesapp.rights.rules import Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="owner_requests",
    blueprints=(routes.bp,),
    rights={"owner_requests.new": frozenset({Role.REP}), "owner_requests.create": frozenset({Role.REP})},
    belongings=(
        Belonging(
            name="owner_requests",
            label=_l("Asked to pass to another owner"),
            record="customer_owner",
            open=queries.running,
            people=(OwnerRequest.to_id,),
            about={"customer": OwnerRequest.customer_id}.get,
            along=False,
            pass_on=actions.take_over,
            waits=True,
        ),
    ),  # fmt: skip
    opens={"customer_owner": ("ownership.show", "customer_id")},
    approvals=(actions.SUBJECT,),
    trail=Vocabulary(
        records={"owner_request": lazy_pgettext("trail", "wish for another owner")},
        fields={
            "along": lazy_pgettext("trail", "what goes along"),
            "keeps_reader": lazy_pgettext("trail", "the former owner goes on seeing it"),
        },
    ),
)

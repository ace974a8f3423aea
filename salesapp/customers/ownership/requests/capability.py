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
from salesapp.work.hanging.rules import Holding

CAPABILITY = Capability(
    name="owner_requests",
    blueprints=(routes.bp,),
    rights={"owner_requests.new": frozenset({Role.REP}), "owner_requests.create": frozenset({Role.REP})},
    holdings=(
        Holding(
            kind="owner_request",
            label=_l("Asked to pass to another owner"),
            open=queries.running,
            people=(OwnerRequest.to_id,),
            about={"customer": OwnerRequest.customer_id}.get,
            opens="customer",
        ),
    ),
    belongings=(
        Belonging(
            name="owner_requests",
            label=_l("Asked to pass to another owner"),
            held=queries.held,
            pass_on=actions.take_over,
            waits=True,
        ),
    ),  # fmt: skip
    approvals=(actions.SUBJECT,),
    trail=Vocabulary(
        records={"owner_request": lazy_pgettext("trail", "wish for another owner")},
        fields={
            "along": lazy_pgettext("trail", "what goes along"),
            "keeps_reader": lazy_pgettext("trail", "the former owner goes on seeing it"),
        },
    ),
)

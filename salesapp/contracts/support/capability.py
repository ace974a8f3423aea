"""What contracts tell those who are asked for support."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts import access
from salesapp.contracts.approval.queries import load
from salesapp.contracts.hanging.rules import ENDS, Way, stays
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.contracts.support import queries
from salesapp.support.queries import about, given
from salesapp.support.subjects.rules import Described, Supported
from salesapp.web.addresses import of_record
from salesapp.words import lazy_gettext as _l


def describe(contract: Contract) -> Described:
    """Describe a contract to whoever may not see it."""
    url = of_record("contract", contract.id)
    return Described(contract.number, contract.name, contract.customer.full_name, contract.owner, url)


CAPABILITY = Capability(
    name="contracts.support",
    belongings=(
        Belonging(
            name="contract_support",
            label=_l("Support asked for"),
            record="support_request",
            open=given,
            about=lambda kind: about(kind) if kind == "contract" else None,
            as_work=True,
            fates={
                Way.VOID: ENDS,
                **dict.fromkeys(
                    (Way.COMPLETED, Way.RENEWED, Way.TERMINATED),
                    stays(_l("it goes on; whoever asked takes back what is not needed any more")),
                ),
            },
        ),
    ),
    support=(
        Supported(
            type="contract",
            label=_l("Contract"),
            load=load,
            sees=access.sees,
            describe=describe,
            worked_on=queries.worked_on,
            is_open=lambda contract: contract.status != Status.VOID,
        ),
    ),
)

"""What contracts tell those who are asked for support."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts import access
from salesapp.contracts.approval.queries import load
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.contracts.support import queries
from salesapp.support.subjects.rules import Described, Supported
from salesapp.web.addresses import of_record
from salesapp.words import lazy_gettext as _l


def describe(contract: Contract) -> Described:
    """Describe a contract to whoever may not see it."""
    url = of_record("contract", contract.id)
    return Described(contract.number, contract.name, contract.customer.full_name, contract.owner, url)


CAPABILITY = Capability(
    name="contracts.support",
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

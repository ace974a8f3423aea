"""What opportunities tell those who are asked for support."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities import access
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.opportunities.support import queries
from salesapp.support.subjects.rules import Described, Supported
from salesapp.web.addresses import of_record
from salesapp.words import lazy_gettext as _l


def describe(opportunity: Opportunity) -> Described:
    """Describe an opportunity to whoever may not see it."""
    url = of_record("opportunity", opportunity.id)
    customer = opportunity.customer.full_name
    return Described(opportunity.number, opportunity.name, customer, opportunity.owner, url)


CAPABILITY = Capability(
    name="opportunities.support",
    support=(
        Supported(
            type="opportunity",
            label=_l("Opportunity"),
            load=queries.load,
            sees=access.sees,
            describe=describe,
            worked_on=queries.worked_on,
            is_open=lambda opportunity: opportunity.status == Status.OPEN,
        ),
    ),
)

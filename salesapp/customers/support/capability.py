"""What customers tell those who are asked for support."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.support import queries
from salesapp.support.subjects.rules import Described, Supported
from salesapp.web.addresses import of_record
from salesapp.words import lazy_gettext as _l


def describe(customer: Customer) -> Described:
    """Describe a customer to whoever may not see it."""
    url = of_record("customer", customer.id)
    name = customer.full_name
    return Described(customer.number, name, name, customer.owner, url)


CAPABILITY = Capability(
    name="customers.support",
    support=(
        Supported(
            type="customer",
            label=_l("Customer"),
            load=queries.load,
            sees=access.sees,
            describe=describe,
            worked_on=queries.worked_on,
            is_open=lambda customer: customer.voided_at is None,
        ),
    ),
)

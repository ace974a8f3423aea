"""The contracts of a customer and of an opportunity, on their pages."""

from __future__ import annotations

from collections.abc import Sequence

from salesapp.accounts.models import User
from salesapp.contracts.lists import queries
from salesapp.contracts.lists.queries import Line
from salesapp.web import clock


def of_customer(customer_id: int, user: User) -> Sequence[Line]:
    """Return the contracts with a customer, the newest first."""
    return queries.of_customer(customer_id, user, today=clock.today())


def of_opportunity(opportunity_id: int, user: User) -> Sequence[Line]:
    """Return the contracts that grew from an opportunity, the newest first."""
    return queries.of_opportunity(opportunity_id, user, today=clock.today())

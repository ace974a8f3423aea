"""The search lines of contracts, written where a migration left them empty."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.models import Contract
from salesapp.customers.search import actions as search


def index_names(*, at: datetime) -> int:
    """Write the search line of every contract that has none, and commit; return how many."""
    return search.index_titles(Contract)

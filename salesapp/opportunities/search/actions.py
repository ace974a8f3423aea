"""The search lines of opportunities, written where a migration left them empty."""

from __future__ import annotations

from datetime import datetime

from salesapp.customers.search import actions as search
from salesapp.opportunities.models import Opportunity


def index_names(*, at: datetime) -> int:
    """Write the search line of every opportunity that has none, and commit; return how many."""
    return search.index_titles(Opportunity)

"""What people and teams are refused."""

from __future__ import annotations

from salesapp.refusals import Refusal


class AccountRefused(Refusal):
    """An account or a team cannot be made or changed this way."""

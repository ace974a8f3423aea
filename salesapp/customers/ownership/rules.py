"""When a customer goes to another owner, and who may work on it (3.1). Pure."""

from __future__ import annotations

from salesapp.refusals import NotAllowed, Refusal


class OwnershipRefused(Refusal):
    """A customer cannot be handed over or shared in this way."""


class OwnershipNotAllowed(NotAllowed):
    """Only supervisors of the team and directors hand customers over."""

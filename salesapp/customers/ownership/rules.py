"""When a customer goes to another owner, and who may work on it (3.1). Pure."""

from __future__ import annotations

from salesapp.refusals import NotAllowed, Refusal
from salesapp.words import gettext as _


class OwnershipRefused(Refusal):
    """A customer cannot be handed over or shared in this way."""


class OwnershipNotAllowed(NotAllowed):
    """Only supervisors of the team and directors hand customers over."""


def check_hand_over(*, may: bool, current: int | None, target: int | None, fit: bool, reason: str) -> None:
    """Refuse a change of owner by the wrong person, to the same or a wrong one, or without a reason (3.1).

    ``fit`` is whether the new owner is somebody whom this person may give customers to.
    """
    if not may:
        raise OwnershipNotAllowed(_("Only the supervisor of the team or a director changes the owner."))
    if target is not None and target == current:
        raise OwnershipRefused(_("This person already owns the customer."), field="owner_id")
    if target is None or not fit:
        raise OwnershipRefused(
            _("A customer belongs to an active sales rep or supervisor."), field="owner_id"
        )
    if not reason.strip():
        raise OwnershipRefused(_("Say why the owner changes."), field="reason")

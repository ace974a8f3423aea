"""Who plans and reports a delivery: after-sales, once the contract is signed (R42)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts.delivery.rules import NotYourDelivery
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


def may_report(contract: Contract, user: User) -> bool:
    """Tell whether a person plans and reports the delivery of this contract."""
    return user.role == Role.SERVICE and contract.status in SIGNED_OR_LATER


def check_reporter(contract: Contract, user: User) -> None:
    """Refuse everybody but after-sales, and what is not signed, or void."""
    if not may_report(contract, user):
        raise NotYourDelivery(
            _("After-sales plans and reports what is delivered, once the contract is signed.")
        )

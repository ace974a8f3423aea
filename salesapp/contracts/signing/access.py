"""Who notes that a contract is signed (F11)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts.access import may_keep
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status


def may_sign(contract: Contract, user: User) -> bool:
    """Tell whether a person may note the signature: who runs the contract, once it is approved."""
    return contract.status == Status.APPROVED and may_keep(contract, user)

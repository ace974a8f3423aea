"""Who fills in a hand-off, and who receives it (R41, R42)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts.access import may_keep
from salesapp.contracts.handoff import rules
from salesapp.contracts.models import Contract
from salesapp.rights.access import runs


def may_receive(contract: Contract, user: User) -> bool:
    """Tell whether this person's department is asked to receive the contract."""
    sheet = contract.handoff
    if sheet is None or not receives(user):
        return False
    receipt = sheet.latest().get(user.role)
    return sheet.status in rules.OUT and receipt is not None and receipt.status == rules.Receipt.WAITING


def may_fill(contract: Contract, user: User) -> bool:
    """Tell whether a person may write on the sheet: who runs the contract, while the sheet is with them."""
    sheet = contract.handoff
    return sheet is not None and sheet.status in rules.WITH_SENDER and may_keep(contract, user)


def receives(user: User) -> bool:
    """Tell whether a person's department receives contracts."""
    return user.role in tuple(rules.Department)


def calls(contract: Contract, user: User) -> bool:
    """Tell whether a person calls the people of a hand-off: who runs the contract, and the departments that receive it."""
    return receives(user) or runs(contract, user)

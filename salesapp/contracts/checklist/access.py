"""Who marks the items of a checklist, and when (F10)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.models import Contract
from salesapp.rights.rules import SALES


def may_mark(contract: Contract, no: int, user: User) -> bool:
    """Tell whether a person may mark an item now."""
    if user.role not in SALES:
        return False
    try:
        contract.check_markable(no)
    except MarkRefused:
        return False
    return True

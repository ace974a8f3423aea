"""What the sheets F10, F11 and F12 of one contract share.

Who accepted in the system stands as a stamp with name and time: evidence inside the company, no signature towards the
customer (conventions 4.3).
"""

from __future__ import annotations

from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.documents.paper.values import Signature
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


def subject_of(contract: Contract) -> str:
    """Return whom the sheet is about."""
    return contract.customer.short_name or contract.customer.full_name


def stamp_of(contract: Contract, *, draft: bool) -> str:
    """Return what is printed across the page."""
    if contract.status == Status.VOID:
        return "void"
    if contract.status == Status.REJECTED:
        return "vetoed"
    return "draft" if draft else ""


def submitter_of(contract: Contract) -> dict[str, Signature]:
    """Return the line of the sales representative, signed by whoever submitted the contract, and who sent it for them."""
    latest = contract.latest_round
    if contract.submitted_by is None or latest is None:
        return {}
    return {str(Role.REP): Signature(latest.signed_by, contract.submitted_at, stamp=_("Submitted"))}

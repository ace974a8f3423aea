"""Signing a contract that was approved, and filing the paper (F11, R41)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.capability import day_of_books
from salesapp.contracts import access, rules
from salesapp.contracts.approval.actions import is_as_approved
from salesapp.contracts.calloffs.actions import check_signature
from salesapp.contracts.handoff.actions import open_handoff
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.lines import actions as lines
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.contracts.signing.rules import check_archived
from salesapp.contracts.worth import actions as worth
from salesapp.customers.rules import Kind as CustomerKind
from salesapp.opportunities import actions as opportunities
from salesapp.web import clock
from salesapp.words import gettext as _


def sign(contract: Contract, values: Mapping[str, Any], *, by: User, at: datetime) -> Handoff:
    """Note the signature: the hand-off falls due, the opportunity is won (R41).

    What is signed must be what was approved: the content is taken again and compared (4.3).
    """
    access.check_keeper(contract, by)
    rules.check_move(contract.status, Status.SIGNED)
    if contract.approved_at is None or not is_as_approved(contract):
        raise rules.ContractRefused(
            _("The contract is no longer what was approved. Withdraw it and have it approved again.")
        )
    check_signature(contract, values["signed_on"])
    today, approved_on = clock.local(at).date(), clock.local(contract.approved_at).date()
    contract.sign(values, by=by, at=at, today=today, approved_on=approved_on)
    contract.count_from(day_of_books(values["signed_on"], at=at))
    contract.customer.kind = CustomerKind.WON
    lines.win(contract, by=by, at=at)
    if contract.opportunity is not None and contract.opportunity.status != "won":
        opportunities.win(contract.opportunity, by=by, at=at)
    worth.tell(contract)
    return open_handoff(contract, signed_on=values["signed_on"], at=at)


def check_signing(contract: Contract, values: Mapping[str, Any], *, at: datetime) -> None:
    """Refuse a signature that cannot be, all that is wrong at once, as far as the contract has come to it."""
    if contract.approved_at is not None and contract.status == Status.APPROVED:
        approved_on = clock.local(contract.approved_at).date()
        contract.check_signing(values, today=clock.local(at).date(), approved_on=approved_on)


def check_archiving(contract: Contract, archived_on: date | None, *, at: datetime) -> None:
    """Refuse a day of filing that cannot be."""
    check_archived(archived_on, signed_on=contract.signed_on, today=clock.local(at).date())


def archive(contract: Contract, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Note where the signed paper lies (F11 归档); legal and finance may, too."""
    access.check_archivist(contract, by)
    check_archiving(contract, values["archived_on"], at=at)
    contract.archive(values, by=by, at=at)

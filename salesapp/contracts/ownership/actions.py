"""A contract gets another owner: its hand-off and its approval go on in the new name (F11, R41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from salesapp.accounts.belongings.actions import receiver
from salesapp.accounts.models import User
from salesapp.approvals.content.actions import handed_words, owner_changed
from salesapp.contracts import access, actions
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.models import Contract
from salesapp.contracts.ownership import queries
from salesapp.contracts.rules import NotYours, Status, check_owner
from salesapp.customers.ownership.actions import let_see
from salesapp.db import db
from salesapp.opportunities.access import sees as sees_opportunity
from salesapp.support import actions as support
from salesapp.words import gettext as _


def hand_over(
    contract: Contract,
    to: User | None,
    *,
    by: User,
    at: datetime,
    reason: str | None,
    keeps_reader: bool = False,
) -> Contract:
    """Give a contract to another owner with its hand-off; only a leader who runs it does."""
    access.check_hand_over(contract, by)
    check_owner(contract.status)
    to, giver = receiver(to, current=contract.owner_id, by=by, reason=reason), contract.owner
    assert reason is not None  # what is refused above
    give(contract, to, by=by, at=at, reason=reason)
    if keeps_reader and giver.active:
        _let_read(contract, giver, by=by, at=at)
    return contract


def give(contract: Contract, to: User, *, by: User, at: datetime, reason: str) -> None:
    """Put another owner on a contract; what is being decided of it goes on in the new name, or is submitted again."""
    handed = handed_words(contract.owner.name, to.name, reason=reason, by=by)
    contract.hand_over(to, by=by, at=at, reason=reason)
    owner_changed(SUBJECT_TYPE, contract.id, to, by=by, at=at, handed=handed)
    support.follow("contract", contract.id, by=by, at=at)
    let_see(contract.customer, to, by=by, at=at)
    if contract.opportunity is not None and not sees_opportunity(contract.opportunity.id, to):
        contract.opportunity.let_help(to, by=by, at=at)


def _let_read(contract: Contract, user: User, *, by: User, at: datetime) -> None:
    """Let the former owner go on seeing a contract: with its opportunity, or with its customer where it has none."""
    db.session.flush()
    if access.sees(contract.id, user):
        return
    if contract.opportunity is not None:
        contract.opportunity.let_help(user, by=by, at=at)
    else:
        contract.customer.share_with(user, by=by, at=at, note=_("Former owner"))


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str) -> None:
    """Give contracts to the new owner of their customer or opportunity, or to a successor."""
    for contract in queries.these(ids):
        give(contract, to, by=by, at=at, reason=reason)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """Void the contracts of an opportunity that has ended; their approvals end with them (R6, W36)."""
    for contract in queries.these(ids):
        if contract.status == Status.VOID:
            continue
        if not access.may_void(contract, by):
            raise NotYours(
                _("%(number)s is run by %(owner)s: have it voided first.", number=contract.number, owner=contract.owner.name)
            )  # fmt: skip
        actions.void(contract, reason, agreed=True, by=by, at=at)

"""Calling a contract off from a framework, and taking that back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts.calloffs import queries, rules
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import NotYours
from salesapp.contracts.worth import actions as worth
from salesapp.words import gettext as _


def call_off(framework: Contract, contract: Contract | None, *, by: User, at: datetime) -> None:
    """Put a contract under a framework, within its term and what is left of it, by whoever runs both.

    A contract under a framework cannot be raised above what is left of it: its own keeper is asked for that.
    """
    access.check_keeper(framework, by)
    if contract is not None:
        _check_keeps(contract, by)
    frame = queries.frame_of(framework)
    rules.check_frame(frame)
    if contract is None:
        raise rules.CallOffRefused(_("Choose the contract that is called off."), field="contract")
    rules.check_calloff(
        frame, kind=contract.kind, status=contract.status, starts_on=contract.starts_on, amount=contract.amount,
        same_customer=contract.customer_id == framework.customer_id, bound=contract.framework_id is not None,
    )  # fmt: skip
    contract.framework = framework
    contract.updated_at = framework.updated_at = at
    worth.tell(framework)


def check_total(contract: Contract, amount: Decimal) -> None:
    """Refuse another amount of a contract where it is called off, or is called off from: within ceiling and call-offs."""
    if contract.framework is not None:
        queries.hold(contract.framework.id)
        rules.check_within(amount, queries.frame_of(contract.framework).left + contract.amount)
    if contract.kind == rules.FRAMEWORK:
        rules.check_ceiling(amount, queries.frame_of(contract).drawn)


def check_signature(contract: Contract, signed_on: date | None) -> None:
    """Refuse to sign what was called off from a framework that has ended by then."""
    frame = contract.framework
    if frame is not None and frame.ending is not None:
        rules.check_signed(frame.number, frame.ending.ended_on, signed_on)


def release(framework: Contract, contract: Contract, *, by: User, at: datetime) -> None:
    """Take a contract out of a framework, by whoever runs both: it was called off by mistake."""
    access.check_keeper(framework, by)
    _check_keeps(contract, by)
    contract.framework = None
    contract.updated_at = framework.updated_at = at
    worth.tell(framework)


def _check_keeps(contract: Contract, by: User) -> None:
    if not access.may_keep(contract, by):
        raise NotYours(
            _("%(name)s runs %(number)s: who leads both of you puts it under a framework, or takes it out.",
              name=contract.owner.name, number=contract.number)
        )  # fmt: skip

"""Ending a contract, now or on its day, reminding of its last day, issuing a lost original again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.actions import end_with
from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts.endings import mails, queries, rules
from salesapp.contracts.endings.models import ContractEnding, ContractReissue
from salesapp.contracts.endings.rules import Kind, Left, has_come
from salesapp.contracts.hanging.rules import Way, check_hanging
from salesapp.contracts.models import Contract
from salesapp.refusals import check_all
from salesapp.web import clock
from salesapp.words import gettext as _


def left_of(contract: Contract) -> Left:
    """Return what a contract still owes, or is owed."""
    open_ = [row.what.label for row in contract.milestones if not (row.done_on or row.left_out)]
    owed = sum((node.open for node in contract.payment_nodes), Decimal(0))
    return Left(open_, owed, contract.warranty.ends_on if contract.warranty else None)


def complete(
    contract: Contract,
    ended_on: date | None,
    remark: str | None,
    *,
    agreed: bool = False,
    by: User,
    at: datetime,
) -> None:
    """End a contract as completed: delivered, paid, out of warranty; what else hangs on it is said and asked once."""
    access.check_keeper(contract, by)
    _check(contract, Kind.COMPLETED, ended_on, agreed=agreed, at=at)
    assert ended_on is not None  # what is refused without it
    end(contract, Kind.COMPLETED, ended_on, remark, by=by, at=at)


def renew(
    contract: Contract,
    successor: Contract | None,
    ended_on: date | None,
    *,
    agreed: bool = False,
    by: User,
    at: datetime,
) -> None:
    """End a contract as renewed: another one goes on in its place; what hangs on it is said and asked once."""
    access.check_keeper(contract, by)
    check_all(
        lambda: _check(contract, Kind.RENEWED, ended_on, agreed=agreed, at=at),
        lambda: rules.check_successor(successor is not None),
    )
    assert ended_on is not None  # what is refused without it
    end(contract, Kind.RENEWED, ended_on, None, by=by, at=at).successor = successor


def _check(contract: Contract, kind: Kind, ended_on: date | None, *, agreed: bool, at: datetime) -> None:
    today = clock.local(at).date()
    rules.check_ends(contract.status, ended=contract.ending is not None, ahead=contract.ends_ahead(today))
    hanging = belongings.hanging(("contract", contract.id), Way(kind))
    check_all(
        lambda: rules.check_day(ended_on, signed_on=contract.signed_on, today=today),
        lambda: check_hanging(hanging, agreed=agreed),
    )


def end(
    contract: Contract, kind: Kind, ended_on: date, remark: str | None, *, by: User, at: datetime
) -> ContractEnding:
    """Note how a contract ends, in place of what was agreed before; what ends along does so on its day: now, or later."""
    rules.check_remark(kind, remark)
    ending = contract.ending or ContractEnding()
    ending.kind, ending.ended_on, ending.remark, ending.by, ending.at = kind, ended_on, remark, by, at
    contract.ending, contract.updated_at = ending, at
    if has_come(ended_on, clock.local(at).date()):
        carry_out(ending, by=by, at=at)
    return ending


def carry_out(ending: ContractEnding, *, by: User, at: datetime) -> None:
    """End what ends along with a contract whose day has come: once."""
    contract = ending.contract
    of, reason = ("contract", contract.id), why(ending)
    end_with(of, ends=None, by=by, at=at, reason=reason, way=Way(ending.how))
    ending.carried_out_at = contract.updated_at = at


def why(ending: ContractEnding) -> str:
    """Say of what ends along why it does."""
    return _("%(number)s has ended: %(how)s", number=ending.contract.number, how=ending.how.label)


def take_back(contract: Contract, *, at: datetime) -> None:
    """Take back an end whose day has not come: the contract goes on, with all that hangs on it."""
    if contract.ends_ahead(clock.local(at).date()):
        contract.ending, contract.updated_at = None, at


def remind(*, at: datetime) -> int:
    """Write to the owners of contracts whose last day is 60, 30 or 7 days ahead, once each; count the mails."""
    today, sent = clock.local(at).date(), 0
    for contract in queries.expiring(today):
        assert contract.ends_on is not None  # expiring asks for it
        days = rules.reminder(contract.ends_on, today, contract.expiry_told)
        if days is not None:
            contract.expiry_told = days
            sent += mails.expiring(contract, (contract.ends_on - today).days, at)
    return sent


def reissue(
    contract: Contract,
    copies: int | None,
    reason: str | None,
    issued_on: date | None,
    *,
    by: User,
    at: datetime,
) -> None:
    """Note that lost originals were issued again, marked as such."""
    access.check_archivist(contract, by)
    today = clock.local(at).date()
    issued_on = rules.check_reissue(
        contract.status, reason, issued_on, signed_on=contract.signed_on, today=today
    )
    row = ContractReissue(
        copies=copies or 1, reason=(reason or "").strip(), issued_on=issued_on, by=by, at=at
    )
    contract.reissues.append(row)
    contract.updated_at = at

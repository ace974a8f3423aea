"""What is done about who works on a customer: shared with colleagues, given to another owner (3.1, F23)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.actions import pass_along, receiver
from salesapp.accounts.models import User
from salesapp.approvals.content.actions import content_changed
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership import queries
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.customers.ownership.rules import OwnershipNotAllowed, OwnershipRefused
from salesapp.db import db
from salesapp.rights.access import check_runs
from salesapp.support import actions as support
from salesapp.words import gettext as _

Change = Callable[[Customer, User, datetime], None]
_changes: list[Change] = []


def when_hands_change(callback: Change) -> None:
    """Register what follows when other people work on a customer: ``callback(customer, by, at)``, in the same transaction.

    What somebody was to do there passes on, so that nobody is asked for what they cannot open.
    """
    if callback not in _changes:
        _changes.append(callback)


def pass_on(customer: Customer, *, by: User, at: datetime) -> None:
    """Let everything that hangs on a customer follow who works on it now; who answers for something goes on seeing it."""
    db.session.flush()
    for user in belongings.answering_for(("customer", customer.id)):
        let_see(customer, user, by=by, at=at)
    for follow in _changes:
        follow(customer, by, at)
    support.follow("customer", customer.id, by=by, at=at)


def share(
    customer: Customer, user: User | None, *, by: User, at: datetime, note: str | None = None
) -> CustomerCollaborator:
    """Let a colleague work on a customer too; only who runs it asks for help."""
    check_runs(customer, by)
    if user is None or not access.may_share_in(user):
        raise OwnershipRefused(_("Choose an active colleague who works with customers."), field="user_id")
    if user.id == customer.owner_id or any(c.user_id == user.id for c in customer.collaborations):
        raise OwnershipRefused(_("This person already works on the customer."), field="user_id")
    return customer.share_with(user, by=by, at=at, note=note)


def stop_sharing(customer: Customer, user_id: int, *, by: User, at: datetime) -> None:
    """Take a colleague off a customer, or oneself, unless something of it still asks for them."""
    access.check_sharing(customer, user_id, by)
    customer.collaborations[:] = [c for c in customer.collaborations if c.user_id != user_id]
    customer.updated_at = at
    pass_on(customer, by=by, at=at)
    if any(c.user_id == user_id for c in customer.collaborations):
        raise OwnershipRefused(
            _(
                "This person answers for an open opportunity of the customer: give that to somebody else first."
            )
        )


def hand_over(
    customer: Customer,
    to: User | None,
    *,
    by: User,
    at: datetime,
    reason: str,
    along: Collection[str] | None = None,
    keeps_reader: bool = False,
) -> Customer:
    """Give a customer to another owner; only the supervisor of its team within it, and directors (3.1, F23).

    What the former owner holds of it goes along, of the kinds named or all; who keeps something goes on seeing it.
    """
    check_runs(customer, by)
    if not access.may_assign(by):
        raise OwnershipNotAllowed(_("Only the supervisor of the team or a director changes the owner."))
    to = receiver(to, current=customer.owner_id, by=by, reason=reason)
    return give(customer, to, by=by, at=at, reason=reason, along=along, keeps_reader=keeps_reader)


def give(
    customer: Customer,
    to: User,
    *,
    by: User,
    at: datetime,
    reason: str,
    along: Collection[str] | None,
    keeps_reader: bool,
) -> Customer:
    """Give a customer away as it was asked for and agreed to; what hangs on it follows."""
    giver, of = customer.owner, ("customer", customer.id)
    queries.hold(customer.id)
    belongings.hold(giver.id if giver else None, of)
    customer.hand_over(to, by=by, at=at, reason=reason)
    content_changed("customer", customer.id, by=by, at=at)
    stays = giver is not None and pass_along(of, giver, to, along=along, by=by, at=at, reason=reason)
    if giver is not None and giver.active and (keeps_reader or stays):
        _let_read(customer, giver, by=by, at=at)
    pass_on(customer, by=by, at=at)
    return customer


def let_see(customer: Customer, user: User, *, by: User, at: datetime) -> None:
    """Share a customer with somebody who answers for something of it, and does not see it yet."""
    db.session.flush()
    if not access.sees(customer.id, user):
        customer.share_with(user, by=by, at=at)


def _let_read(customer: Customer, user: User, *, by: User, at: datetime) -> None:
    if not any(c.user_id == user.id for c in customer.collaborations):
        customer.share_with(user, by=by, at=at, note=_("Former owner"))


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str) -> None:
    """Give the customers of somebody who leaves to a successor (3.1); what hangs on them is given apart."""
    for customer in queries.these(ids):
        customer.hand_over(to, by=by, at=at, reason=reason)
        content_changed("customer", customer.id, by=by, at=at)
        pass_on(customer, by=by, at=at)


def take_over_shares(ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str) -> None:
    """Let a successor work along on the customers that somebody who leaves was asked to help with."""
    for share_ in queries.these_shares(ids):
        customer = share_.customer
        customer.collaborations.remove(share_)
        if to is not None and not access.sees(customer.id, to):
            customer.share_with(to, by=by, at=at, note=share_.note)


def first_owner(owner_id: int | None, by: User) -> User:
    """Return who will own a new customer: oneself, or somebody of the team a supervisor leads."""
    if owner_id is None or owner_id == by.id:
        return by
    if not access.may_assign(by):
        raise OwnershipRefused(_("You register customers for yourself."), field="owner_id")
    found = next((user for user in belongings.receivers(by) if user.id == owner_id), None)
    if found is None:
        raise OwnershipRefused(_("Choose somebody of your team."), field="owner_id")
    return found

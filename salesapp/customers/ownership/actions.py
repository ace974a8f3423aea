"""What is done about who works on a customer: shared with colleagues, given to another owner (3.1, F23)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals.content.actions import content_changed
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership import queries, rules
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.customers.ownership.rules import OwnershipRefused
from salesapp.db import db
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
    """Let everything that hangs on a customer follow who works on it now."""
    db.session.flush()
    for follow in _changes:
        follow(customer, by, at)
    support.follow("customer", customer.id, by=by, at=at)


def share(
    customer: Customer, user: User | None, *, by: User, at: datetime, note: str | None = None
) -> CustomerCollaborator:
    """Let a colleague work on a customer too."""
    if user is None or not access.may_share_in(user):
        raise OwnershipRefused(_("Choose an active colleague who works with customers."), field="user_id")
    if user.id == customer.owner_id or any(c.user_id == user.id for c in customer.collaborations):
        raise OwnershipRefused(_("This person already works on the customer."), field="user_id")
    return customer.share_with(user, by=by, at=at, note=note)


def stop_sharing(customer: Customer, user_id: int, *, by: User, at: datetime) -> None:
    """Take a colleague off a customer, unless something of it still asks for them."""
    customer.collaborations[:] = [c for c in customer.collaborations if c.user_id != user_id]
    customer.updated_at = at
    pass_on(customer, by=by, at=at)
    if any(c.user_id == user_id for c in customer.collaborations):
        raise OwnershipRefused(
            _(
                "This person answers for an open opportunity of the customer: give that to somebody else first."
            )
        )


def hand_over(customer: Customer, to: User | None, *, by: User, at: datetime, reason: str) -> Customer:
    """Give a customer to another owner; only supervisors within their team, and directors (3.1, F23)."""
    may = access.may_hand_over(by)
    fit = may and to is not None and to.id in {user.id for user in queries.possible_owners(by)}
    rules.check_hand_over(
        may=may, current=customer.owner_id, target=to.id if to else None, fit=fit, reason=reason
    )
    assert to is not None  # what is refused above
    customer.hand_over(to, by=by, at=at, reason=reason)
    content_changed("customer", customer.id, by=by, at=at)
    pass_on(customer, by=by, at=at)
    return customer


def first_owner(owner_id: int | None, by: User) -> User:
    """Return who will own a new customer: oneself, or somebody of the team a supervisor leads."""
    if owner_id is None or owner_id == by.id:
        return by
    if not access.may_hand_over(by):
        raise OwnershipRefused(_("You register customers for yourself."), field="owner_id")
    found = next((user for user in queries.possible_owners(by) if user.id == owner_id), None)
    if found is None:
        raise OwnershipRefused(_("Choose somebody of your team."), field="owner_id")
    return found

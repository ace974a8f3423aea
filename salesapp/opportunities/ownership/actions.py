"""An opportunity gets another owner, and what hangs on it goes along (F06 责任人)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.actions import pass_along, receiver
from salesapp.accounts.models import User
from salesapp.approvals.content.actions import handed_words
from salesapp.customers.ownership.actions import let_see, pass_on
from salesapp.opportunities import access
from salesapp.opportunities.decisions import actions as decisions
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership import queries
from salesapp.support import actions as support


def hand_over(
    opportunity: Opportunity,
    to: User | None,
    *,
    by: User,
    at: datetime,
    reason: str | None,
    along: Collection[str] | None = None,
    keeps_reader: bool = False,
) -> Opportunity:
    """Give an opportunity to another owner and keep who had it; only a leader who runs it does (F06 责任人).

    What the former owner held of it goes along, of the kinds named or all; who keeps something goes on seeing it.
    """
    access.check_hand_over(opportunity, by)
    to = receiver(to, current=opportunity.owner_id, by=by, reason=reason)
    giver, of = opportunity.owner, ("opportunity", opportunity.id)
    belongings.hold(giver.id, of)
    give(opportunity, to, by=by, at=at, reason=reason)
    stays = pass_along(of, giver, to, along=along, by=by, at=at, reason=reason)
    if giver.active and (keeps_reader or stays):
        opportunity.let_help(giver, by=by, at=at)
    pass_on(opportunity.customer, by=by, at=at)
    return opportunity


def give(opportunity: Opportunity, to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Put another owner on the file, with its history; what is being decided of it is asked again in the new name."""
    opportunity.note_change("owner", opportunity.owner.name, to.name, by=by, at=at, reason=reason)
    handed = handed_words(opportunity.owner.name, to.name, reason=reason, by=by)
    opportunity.owner = to
    opportunity.collaborations = [each for each in opportunity.collaborations if each.user_id != to.id]
    let_see(opportunity.customer, to, by=by, at=at)
    decisions.follow(opportunity, by=by, at=at, handed=handed)
    support.follow("opportunity", opportunity.id, by=by, at=at)


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Give opportunities to the new owner of their customer, or to the successor of somebody who leaves."""
    for opportunity in queries.these(ids):
        give(opportunity, to, by=by, at=at, reason=reason)


def take_over_shares(
    ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str | None
) -> None:
    """Let a successor work along on the opportunities that somebody who leaves was asked to help with."""
    for opportunity, share_ in queries.these_shares(ids):
        opportunity.collaborations.remove(share_)
        if to is not None and opportunity.owner_id != to.id:
            opportunity.let_help(to, by=by, at=at)

"""Who reviews an ending, and whose opinion is asked: the owner's supervisor, of a supervisor the director."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.opportunities.access import may_decide
from salesapp.opportunities.models import Opportunity
from salesapp.rights.rules import Role


def may_review(opportunity: Opportunity, user: User) -> bool:
    """Return whether a person may write the review of an ending: its owner, or who leads them; no helper."""
    return user.id == opportunity.owner_id or may_give_opinion(opportunity, user)


def may_give_opinion(opportunity: Opportunity, user: User) -> bool:
    """Return whether a person may put the leader's opinion on a review: never on one's own."""
    return may_decide(user, owner_id=opportunity.owner_id, team_id=opportunity.owner.team_id)


def opinion_of(owner_role: str, *, own: bool = True) -> Role:
    """Return whose opinion is asked on the deal of somebody of a role; the director's where a leader reviewed it."""
    return Role.SUPERVISOR if own and owner_role == Role.REP else Role.DIRECTOR

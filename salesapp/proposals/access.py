"""Who sees and who writes proposals: whoever sees the opportunity, and whoever works on it."""

from __future__ import annotations

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import seen_at
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.support.queries import worked_on
from salesapp.proposals.models import Proposal
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import SELLING, Role
from salesapp.words import gettext as _

#: Who writes proposals and answers objections, where they work on the opportunity: technical support signs F08, too.
WRITERS = SELLING | {Role.TECH}


def visible_to(user: User) -> Select[Proposal]:
    """Return the proposals that a person may see."""
    return select(Proposal).where(seen_at(Proposal.opportunity_id, user))


def sees(proposal_id: int, user: User) -> bool:
    """Return whether a person may see a proposal and its files."""
    query = visible_to(user).where(Proposal.id == proposal_id).with_only_columns(Proposal.id)
    return db.session.scalar(query) is not None


def may_write(opportunity_id: int, user: User) -> bool:
    """Return whether a person who sees an opportunity writes its proposals: sales do, technical support where it helps."""
    if user.role in SELLING:
        return True
    return (
        user.role in WRITERS
        and db.session.scalar(worked_on(user).where(Opportunity.id == opportunity_id)) is not None
    )


def check_writes(opportunity: Opportunity, user: User) -> None:
    """Refuse whoever only reads the opportunity."""
    if not may_write(opportunity.id, user):
        raise NotAllowed(_("Only those who work on this opportunity do this."))

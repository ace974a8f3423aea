"""Who sees which quotations, who keeps them, who sees what is not meant for the customer."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import seen_at
from salesapp.opportunities.models import Opportunity
from salesapp.quotations.models import Quotation
from salesapp.quotations.rules import Status
from salesapp.refusals import NotAllowed
from salesapp.rights.access import runs
from salesapp.rights.rules import BUSINESS, Role
from salesapp.statements import kept
from salesapp.words import gettext as _


def seen_by(user: User) -> ColumnElement[bool]:
    """Return why a person sees a quotation: its opportunity; finance, what was put to anybody; the owner always."""
    if user.role not in BUSINESS:
        return false()
    if user.role == Role.DIRECTOR:
        return true()
    # Each quotation asks for its own opportunity: a list of all that a person sees costs more than the page of one.
    reasons = [Quotation.owner_id == user.id, seen_at(Quotation.opportunity_id, user)]
    if user.role == Role.FINANCE:
        reasons.append(Quotation.status != Status.DRAFT)
    return or_(*reasons)


def visible_to(user: User) -> Select[Quotation]:
    """Return the quotations that a person may see, in one statement."""
    return select(Quotation).where(seen_by(user))


def sees(quotation_id: int, user: User) -> bool:
    """Tell whether a person may see a quotation."""
    return db.session.scalar(*seen(user, quotation_id)) is not None


@kept
def seen(user: User, quotation_id: int) -> Select:
    """Select the number of a quotation that a person may see."""
    return visible_to(user).where(Quotation.id == quotation_id).with_only_columns(Quotation.id)


def may_keep(quotation: Quotation, user: User) -> bool:
    """Return whether a person keeps a quotation: its owner, the supervisor of the team, the director."""
    return runs(quotation, user)


def check_keeper(quotation: Quotation, user: User) -> None:
    """Refuse whoever only reads a quotation."""
    if not may_keep(quotation, user):
        raise NotAllowed(_("%(name)s keeps this quotation.", name=quotation.owner.name))


def check_quotes(opportunity: Opportunity, user: User) -> None:
    """Refuse whoever does not run the opportunity that is quoted for."""
    if not runs(opportunity, user):
        raise NotAllowed(_("%(name)s quotes for this opportunity.", name=opportunity.owner.name))

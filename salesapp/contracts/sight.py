"""Who sees which contracts: every look-up begins here.

Sales see their own and shared ones, a supervisor the team's, the director all. Finance and legal see what was
submitted, after-sales and tech what was signed; a technician also what they share. Administrators and auditors see none.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from salesapp.accounts.models import User
from salesapp.contracts import rules
from salesapp.contracts.models import Contract
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.db import db
from salesapp.opportunities.models import OpportunityCollaborator
from salesapp.rights.rules import Role


def visible_to(user: User) -> Select[tuple[Contract]]:
    """Select the contracts that a person may see."""
    return select(Contract).where(seen_by(user))


def seen_by(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person sees a contract."""
    sights: dict[str, Callable[[User], ColumnElement[bool]]] = {
        "rep": lambda user: or_(Contract.owner_id == user.id, _shared_with(user)),
        "supervisor": lambda user: or_(Contract.owner_id.in_(_team_of(user)), _shared_with(user)),
        "director": lambda user: true(),
        "finance": lambda user: Contract.submitted_at.is_not(None),
        "legal": lambda user: Contract.submitted_at.is_not(None),
        "service": lambda user: Contract.signed_on.is_not(None),
        "tech": lambda user: or_(Contract.signed_on.is_not(None), _shared_with(user)),
    }
    return sights.get(user.role, lambda user: false())(user)


def _team_of(user: User) -> Select:
    return select(User.id).where(User.team_id == user.team_id if user.team_id else User.id == user.id)


def _shared_with(user: User) -> ColumnElement[bool]:
    of_customers = select(CustomerCollaborator.customer_id).where(CustomerCollaborator.user_id == user.id)
    of_opportunities = select(OpportunityCollaborator.opportunity_id).where(
        OpportunityCollaborator.user_id == user.id
    )
    return or_(Contract.customer_id.in_(of_customers), Contract.opportunity_id.in_(of_opportunities))


def customers_behind(user: User) -> Select:
    """Select the customers of the contracts that this role's work brings before it."""
    return visible_to(user).with_only_columns(Contract.customer_id)


def opportunities_behind(user: User) -> Select:
    """Select the opportunities of the contracts that this role's work brings before it."""
    return (
        visible_to(user)
        .with_only_columns(Contract.opportunity_id)
        .where(Contract.opportunity_id.is_not(None))
    )


#: Whose customers and opportunities are those of the contracts that they see.
BY_CONTRACT = (Role.FINANCE, Role.LEGAL, Role.SERVICE, Role.TECH)


def may_keep(contract: Contract, user: User) -> bool:
    """Tell whether a person runs this contract."""
    return rules.may_keep(**standing(contract, user))


def standing(contract: Contract, user: User) -> dict:
    """Describe a person to the rules: role, ownership, team."""
    return {
        "role": user.role,
        "is_owner": contract.owner_id == user.id,
        "same_team": user.team_id is not None and contract.owner.team_id == user.team_id,
    }


def sees(contract_id: int, user: User) -> bool:
    query = visible_to(user).with_only_columns(Contract.id).where(Contract.id == contract_id)
    return db.session.scalar(query) is not None

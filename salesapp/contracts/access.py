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
from salesapp.contracts.signing.models import ContractSignature
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.db import db
from salesapp.opportunities.models import OpportunityCollaborator
from salesapp.rights.access import check_runs, runs
from salesapp.rights.rules import LEADERS, SALES, Role
from salesapp.words import gettext as _


def visible_to(user: User) -> Select:
    """Select the contracts that a person may see."""
    return select(Contract).where(seen_by(user))


def of_customer(customer_id: int, user: User) -> Select:
    """Select the ids of a customer's contracts that a person may see."""
    return visible_to(user).where(Contract.customer_id == customer_id).with_only_columns(Contract.id)


def seen_by(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person sees a contract; who owns its customer sees what hangs on that."""
    sights: dict[str, Callable[[User], ColumnElement[bool]]] = {
        Role.REP: lambda user: or_(
            Contract.owner_id == user.id, shared_with(user), _with_customers_of([user.id])
        ),
        Role.SUPERVISOR: lambda user: or_(
            Contract.owner_id.in_(_team_of(user)), shared_with(user), _with_customers_of(_team_of(user))
        ),
        Role.DIRECTOR: lambda user: true(),
        Role.FINANCE: lambda user: Contract.submitted_at.is_not(None),
        Role.LEGAL: lambda user: Contract.submitted_at.is_not(None),
        Role.SERVICE: lambda user: _signed(),
        Role.TECH: lambda user: or_(_signed(), shared_with(user)),
    }
    return sights.get(user.role, lambda user: false())(user)


def _with_customers_of(owners: Select | list[int]) -> ColumnElement[bool]:
    """Ask the customer of each contract: a list of all customers of a team costs more than all its contracts."""
    whose = select(1).where(Customer.id == Contract.customer_id, Customer.owner_id.in_(owners))
    return whose.correlate(Contract).exists()


def _signed() -> ColumnElement[bool]:
    return Contract.id.in_(select(ContractSignature.contract_id))


def _team_of(user: User) -> Select:
    return select(User.id).where(
        User.team_id == user.team_id if user.team_id is not None else User.id == user.id
    )


def shared_with(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person works along on what a contract grew from."""
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


def sees(contract_id: int, user: User) -> bool:
    """Tell whether a person sees a contract, and with it its files."""
    query = visible_to(user).with_only_columns(Contract.id).where(Contract.id == contract_id)
    return db.session.scalar(query) is not None


def sees_margin(contract: Contract, user: User) -> bool:
    """Tell whether a person is shown the gross margin."""
    return user.role in (Role.FINANCE, *LEADERS) or contract.owner_id == user.id


def may_keep(contract: Contract, user: User) -> bool:
    """Tell whether a person runs this contract."""
    return rules.may_keep(user, owner_id=contract.owner_id, team_id=contract.owner.team_id)


def kept_by(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person runs a contract: the rule of ``may_keep`` over many."""
    mine = {Role.REP: Contract.owner_id == user.id, Role.SUPERVISOR: Contract.owner_id.in_(_team_of(user))}
    return mine.get(Role(user.role), false())


def check_keeper(contract: Contract, user: User) -> None:
    """Refuse whoever neither owns the contract nor leads its team."""
    rules.check_keeper(user, owner_id=contract.owner_id, team_id=contract.owner.team_id)


def may_hand_over(contract: Contract, user: User) -> bool:
    """Tell whether a person gives this contract to another owner: a leader who runs it."""
    return user.role in LEADERS and runs(contract, user)


def check_hand_over(contract: Contract, user: User) -> None:
    """Refuse whoever does not run the contract, and a rep who would give it away alone."""
    check_runs(contract, user)
    if user.role not in LEADERS:
        raise rules.NotYours(_("Only the supervisor of the team or a director changes the owner."))


def may_edit(contract: Contract, user: User) -> bool:
    """Tell whether a person may change what the contract says."""
    return may_keep(contract, user) and contract.status in rules.EDITABLE


def may_void(contract: Contract, user: User) -> bool:
    """Tell whether a person may void the contract as it stands."""
    answers = may_keep(contract, user) or user.role == Role.DIRECTOR
    return answers and rules.may_void(contract.status, role=user.role)


def check_voider(contract: Contract, user: User) -> None:
    """Refuse whoever neither runs the contract nor is the director."""
    if user.role != Role.DIRECTOR:
        check_keeper(contract, user)


def may_archive(contract: Contract, user: User) -> bool:
    """Tell whether a person may note where the paper lies: who runs the contract, legal and finance."""
    return user.role in (Role.LEGAL, Role.FINANCE) or may_keep(contract, user)


def check_archivist(contract: Contract, user: User) -> None:
    """Refuse whoever neither runs the contract nor keeps papers."""
    if not may_archive(contract, user):
        check_keeper(contract, user)


def may_attach(contract: Contract, user: User) -> bool:
    """Tell whether a person may add files; one who only helps may not where that ends an approval."""
    if contract.status == rules.Status.VOID:
        return False
    helps = user.role in SALES and contract.status not in rules.UNDER_APPROVAL
    return helps or user.role == Role.LEGAL or may_keep(contract, user)


def check_attaches(contract: Contract, user: User) -> None:
    """Refuse whoever would end an approval of a contract that they only help with."""
    if contract.status in rules.UNDER_APPROVAL and not may_attach(contract, user):
        raise rules.NotYours(
            _("It is in approval: a file ends that. Give it to %(name)s.", name=contract.owner.name)
        )

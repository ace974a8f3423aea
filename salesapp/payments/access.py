"""Who sees money and who books it: whoever sees a contract sees its instalments; finance alone confirms."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import Customer
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.rules import finance_only
from salesapp.planner import off_index
from salesapp.rights.access import runs
from salesapp.rights.rules import SALES, Role
from salesapp.rights.rules import runs as may_run

#: Whose work is all money of the house.
ALL_MONEY = (Role.FINANCE, Role.DIRECTOR)


def owed(user: User) -> ColumnElement[bool]:
    """Return the condition of the contracts whose instalments a person sees: signed, and seen."""
    return and_(Contract.status.in_(SIGNED_OR_LATER), seen_by(user))


def receipts_seen(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person sees money that came in: their customers', of whoever's contract."""
    if user.role in ALL_MONEY:
        return true()
    team = select(User.id).where(
        User.team_id == user.team_id if user.team_id is not None else User.id == user.id
    )
    owners = team if user.role == Role.SUPERVISOR else [user.id]
    own = select(Customer.id).where(
        Customer.id == Receipt.customer_id, off_index(Customer.owner_id).in_(owners)
    )
    # Each row asks for its own customer: a list of all customers of a team costs more than a page of money.
    return or_(own.correlate(Receipt).exists(), of_a_contract(Receipt.customer_id, user))


def of_a_contract(customer_id: InstrumentedAttribute[int], user: User) -> ColumnElement[bool]:
    """Return whether a person sees a contract with the customer of a row."""
    its = select(Contract.id).where(Contract.customer_id == customer_id, seen_by(user))
    return its.correlate(customer_id.class_).exists()


def sees_money(user: User) -> bool:
    """Tell whether the money of what a person sees concerns them: who sells, and who answers for money."""
    return user.role in (*SALES, *ALL_MONEY)


def sees_all(user: User) -> bool:
    """Tell whether a person answers for the money of every team."""
    return user.role in ALL_MONEY


def may_book(user: User) -> bool:
    """Tell whether a person confirms money."""
    return user.role == Role.FINANCE


def check_books(user: User) -> None:
    """Refuse whoever is not finance."""
    if not may_book(user):
        raise finance_only()


def may_ask_refund(receipt: Receipt, user: User) -> bool:
    """Tell whether a person asks to pay a customer's money back: finance, and who looks after the customer."""
    owner = receipt.customer.owner
    team_id = owner.team_id if owner else None
    return user.role == Role.FINANCE or may_run(user, owner_id=receipt.customer.owner_id, team_id=team_id)


def may_chase(contract: Contract, user: User) -> bool:
    """Tell whether a person asks the customer for money: who runs the contract, and finance."""
    return user.role == Role.FINANCE or (user.role in (*SALES, Role.DIRECTOR) and runs(contract, user))

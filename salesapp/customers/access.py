"""Who sees which customers, and who may change them: every look-up begins here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.db import db
from salesapp.planner import among, off_index
from salesapp.rights.access import check_runs, runs
from salesapp.rights.rules import BUSINESS, LEADERS, SALES, SELLING, Person, Role
from salesapp.statements import kept

Share = Callable[[User], Select]
#: Who can work on a customer of somebody else.
COLLEAGUES = SALES | {Role.TECH, Role.SERVICE}


#: A search among so many that one's work brings before one begins at them; among more it soon meets one of them.
FEW_OF_WORK = 5000


def visible_to(user: User, *, of_few: bool = False) -> Select[Customer]:
    """Return the customers a person may see: own and shared ones, those of the team, all, or those of their work."""
    return select(Customer).where(seen_by(user, of_few=of_few))


def seen_by(user: User, *, walking: bool = False, of_few: bool = False) -> ColumnElement[bool]:
    """Return the same as a condition, for a query that has joined the customer.

    ``walking``: the query walks the index of its order and stops soon; each row is asked whose it is, without a list of all.
    ``of_few``: it looks for what hardly any row has, among the few that :func:`sees_few` tells of.
    """
    if sees_all(user):
        return Customer.voided_at.is_(None)
    if user.role not in BUSINESS:
        return false()
    by_row = walking or (user.role not in SALES and not of_few)  # who sells has an index of their own ones
    shared = select(CustomerCollaborator.customer_id).where(CustomerCollaborator.user_id == user.id)
    reasons: list[ColumnElement[bool]] = [
        Customer.id.in_(shared),
        *(
            among(Customer.id, ids(user)) if by_row else Customer.id.in_(ids(user))
            for ids in _shows(user.role)
        ),
    ]
    owner: Any = off_index(Customer.owner_id) if walking else Customer.owner_id
    if user.role in SALES:
        reasons.append(owner == user.id)
    if user.role == Role.SUPERVISOR:
        team = select(User.id).where(User.team_id == user.team_id)
        reasons.append(owner.in_(team))
    return and_(Customer.voided_at.is_(None), or_(*reasons))


def seen_at(customer_id: InstrumentedAttribute[Any], user: User) -> ColumnElement[bool]:
    """Return whether a person sees the customer of a row, for a query that has not joined it: asked of each row."""
    its = select(Customer.id).where(Customer.id == customer_id, seen_by(user, walking=True))
    return its.correlate(customer_id.class_).exists()


def _shows(role: str) -> list[Share]:
    """Return what else a role sees because of its work, as capabilities above declare it."""
    return [ids for part in capability.installed() if (ids := part.shows.get("customer", {}).get(Role(role)))]


def sees_few(user: User, words: str, kind: str = "customer") -> bool:
    """Return whether words are sought where all that a person sees is what their work brings before them, and that is little."""
    if not words or user.role in SALES or user.role not in BUSINESS or sees_all(user):
        return False
    shown = [part.shows.get(kind, {}).get(Role(user.role)) for part in capability.installed()]
    beyond = (ids(user).offset(FEW_OF_WORK).limit(1) for ids in shown if ids)
    return all(db.session.scalar(one) is None for one in beyond)


def find(customer_id: int, user: User) -> Customer | None:
    """Return one customer with its people, to be changed, if this person may see it."""
    return db.session.scalars(*_whole(user, customer_id)).unique().one_or_none()


@kept
def _whole(user: User, customer_id: int) -> Select:
    query = visible_to(user).where(Customer.id == customer_id)
    return query.options(joinedload(Customer.owner), joinedload(Customer.contacts))


def sees(customer_id: int, user: User) -> bool:
    """Return whether a person may see a customer."""
    query = visible_to(user).with_only_columns(Customer.id).where(Customer.id == customer_id)
    return db.session.scalar(query) is not None


def sees_all(user: Person) -> bool:
    """Return whether a person sees the customers of every team."""
    return user.role == Role.DIRECTOR


def may_change(user: Person) -> bool:
    """Return whether a person who sees a customer may also change it: sales do, all others only read."""
    return user.role in SELLING


def may_register(user: Person) -> bool:
    """Return whether a person registers new customers."""
    return user.role in SALES


def may_assign(user: Person) -> bool:
    """Return whether a person decides at once who owns what they run: supervisors and directors; a rep asks."""
    return user.role in LEADERS


def may_hand_over(customer: Customer, user: User) -> bool:
    """Return whether a person may give this customer to another owner: a leader who runs it."""
    return may_assign(user) and runs(customer, user)


def check_sharing(customer: Customer, user_id: int, by: User) -> None:
    """Refuse whoever takes others off a customer without running it; everybody may leave it."""
    if user_id != by.id:
        check_runs(customer, by)


def may_remove_file(customer: Customer, uploaded_by_id: int, user: User) -> bool:
    """Return whether a person may take a file off a customer: who runs it, and who put the file there."""
    return runs(customer, user) or (may_change(user) and uploaded_by_id == user.id)


def check_removal(customer: Customer, uploaded_by_id: int, user: User) -> None:
    """Refuse whoever neither runs the customer nor put the file there."""
    if not may_remove_file(customer, uploaded_by_id, user):
        check_runs(customer, user)


def may_set_tier(user: Person) -> bool:
    """Return whether a person decides how deep the cooperation goes (F01 合作深度, confirmed by the supervisor)."""
    return user.role in LEADERS


def may_share_in(user: User) -> bool:
    """Return whether somebody can work on a customer of a colleague."""
    return user.active and user.role in COLLEAGUES

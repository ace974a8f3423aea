"""The contracts that ask something of a person today: to check, to sign, to hand over, to receive (R40, R41)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Label, Row, Select, func, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.access import visible_to
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt, is_late
from salesapp.contracts.handoff.rules import OUT, WAITED_FOR, WITH_SENDER, Department, Receipt
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import IN_CHECK, Status
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.web import clock

MOST = 100


def _columns() -> tuple:
    return (
        Contract.id, Contract.number, Contract.name, Contract.status, Contract.updated_at, Contract.approved_at,
        func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        Handoff.status.label("handoff_status"), Handoff.due_on,
    )  # fmt: skip


def own(user: User) -> list[Row]:
    """Return the contracts of a person that wait for nobody else."""
    to_give = or_(Contract.status != Status.SIGNED, Handoff.status.in_(WITH_SENDER))
    query = (
        select(*_columns())
        .join(Customer, Customer.id == Contract.customer_id)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .where(Contract.owner_id == user.id)
        .where(Contract.status.in_((*IN_CHECK, Status.APPROVED, Status.SIGNED)), to_give)
        .order_by(Contract.updated_at)
        .limit(MOST)
    )
    return list(db.session.execute(query))


def to_receive(user: User) -> list[Row]:
    """Return the hand-offs that this person's department has not answered."""
    query = (
        _handed()
        .join(HandoffReceipt, HandoffReceipt.handoff_id == Handoff.id)
        .where(
            HandoffReceipt.department == user.role,
            HandoffReceipt.status == Receipt.WAITING,
            Handoff.status.in_(OUT),
        )
    )
    return list(db.session.execute(query))


def late_in_team(user: User, today: date) -> list[Row]:
    """Return the late hand-offs of a supervisor's team, for a director of every team (R41)."""
    answers = tuple(_answer(department) for department in Department)
    query = _handed().add_columns(*answers).where(is_late(today), Contract.owner_id != user.id)
    if user.role == Role.SUPERVISOR:
        query = query.where(User.team_id == user.team_id)
    return list(db.session.execute(query))


def _handed() -> Select:
    return (
        select(*_columns(), User.name.label("owner"))
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .order_by(Handoff.due_on)
        .limit(MOST)
    )


def _answer(department: Department) -> Label[str]:
    """Select the latest answer of one department."""
    return (
        select(HandoffReceipt.status)
        .where(HandoffReceipt.handoff_id == Handoff.id, HandoffReceipt.department == department)
        .order_by(HandoffReceipt.round.desc())
        .limit(1)
        .scalar_subquery()
        .label(department)
    )


def overdue(people: Select, now: datetime) -> Select:
    """Select how many hand-offs of each person are late (R3, R41)."""
    return (
        select(Contract.owner_id, func.count())
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(is_late(clock.local(now).date()), Contract.owner_id.in_(people))
        .group_by(Contract.owner_id)
    )


def next_handoff(user: User) -> Row | None:
    """Return the hand-off that is due next, (id of the contract, its number, the day), if there is an open one."""
    query = (
        visible_to(user)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(Handoff.status.in_(WAITED_FOR))
        .with_only_columns(Contract.id, Contract.number, Handoff.due_on)
        .order_by(None)
        .order_by(Handoff.due_on, Contract.id)
        .limit(1)
    )
    return db.session.execute(query).first()

"""Write-offs and refunds, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, func, or_, select

from salesapp.accounts.models import User
from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval
from salesapp.contracts.access import seen_by
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.payments.access import receipts_seen
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import CONCESSION, Kind, Status
from salesapp.payments.receipts.models import Receipt
from salesapp.statements import kept

OPEN = (Status.ASKED, Status.APPROVED)


def load(concession_id: int) -> Concession | None:
    """Return one, whoever asks."""
    return db.session.get(Concession, concession_id)


def hold(concession_id: int) -> None:
    """Hold one until the commit."""
    db.session.execute(select(Concession.id).where(Concession.id == concession_id).with_for_update())


def seen(user: User):
    """Return the condition under which a person sees one: whoever sees its contract or its receipt."""
    contracts = select(Contract.id).where(seen_by(user))
    receipts = select(Receipt.id).where(receipts_seen(user))
    return or_(Concession.contract_id.in_(contracts), Concession.receipt_id.in_(receipts))


def sees(concession_id: int, user: User) -> bool:
    """Tell whether a person sees one."""
    query = select(Concession.id).where(Concession.id == concession_id, seen(user))
    return db.session.scalar(query) is not None


def find(concession_id: int, user: User) -> Concession | None:
    """Return one, if this person may see it."""
    return db.session.scalar(select(Concession).where(Concession.id == concession_id, seen(user)))


def latest_round(concession_id: int) -> Approval | None:
    """Return the latest round of its approval."""
    return approvals.latest(CONCESSION, concession_id)


def asked(*, node_id: int | None = None, receipt_id: int | None = None) -> Decimal:
    """Return what is asked for of an instalment or a receipt already, and not booked yet."""
    of = Concession.node_id == node_id if node_id else Concession.receipt_id == receipt_id
    query = select(func.coalesce(func.sum(Concession.amount), 0)).where(of, Concession.status.in_(OPEN))
    return db.session.scalar(query) or Decimal(0)


def asked_before(one: Concession) -> Decimal:
    """Return what else was asked for of the same kind on the same contract or receipt, and not refused."""
    same = [
        column == value
        for column, value in (
            (Concession.contract_id, one.contract_id),
            (Concession.receipt_id, one.receipt_id),
        )
        if value is not None
    ]
    query = select(func.coalesce(func.sum(Concession.amount), 0)).where(
        or_(*same),
        Concession.kind == one.kind,
        Concession.id != one.id,
        Concession.status.in_((*OPEN, Status.DONE)),
    )
    return db.session.scalar(query) or Decimal(0)


@kept
def of_contract(contract_id: int) -> Select:
    """Select what was asked for a contract, the latest first."""
    query = select(
        Concession.id, Concession.number, Concession.kind, Concession.reason, Concession.amount, Concession.status,
    ).where(Concession.contract_id == contract_id)  # fmt: skip
    return query.order_by(Concession.id.desc()).limit(30)


def still_open(kind: Kind, now: datetime) -> Select:
    """Select what of a kind is asked for or agreed, and not booked: (id, record, number, words, owner)."""
    query = select(
        Concession.id, Concession.id.label("record"), Concession.number, Concession.reason.label("words"),
        User.name.label("owner"),
    ).join(User, User.id == Concession.by_id)  # fmt: skip
    return query.where(Concession.kind == kind, Concession.status.in_(OPEN)).order_by(Concession.id)


def these(ids: Collection[int]) -> Sequence[Concession]:
    """Return some of them, held in one order."""
    query = select(Concession).where(Concession.id.in_(ids)).order_by(Concession.id)
    return db.session.scalars(query.with_for_update()).unique().all()


def to_pay(customer_id: int, amount: Decimal) -> Concession | None:
    """Return the agreed refund of this amount that a customer waits for."""
    query = select(Concession).where(
        Concession.customer_id == customer_id, Concession.kind == Kind.REFUND,
        Concession.status == Status.APPROVED, Concession.amount == amount,
    )  # fmt: skip
    return db.session.scalar(query.order_by(Concession.id).limit(1))

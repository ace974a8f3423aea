"""What was called off from a framework, and what may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from salesapp.accounts.models import User
from salesapp.contracts.access import kept_by
from salesapp.contracts.calloffs.rules import FRAMEWORK, Frame
from salesapp.contracts.endings.models import over
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.db import db
from salesapp.web import clock


def of(framework: Contract) -> Sequence[Contract]:
    """Return the call-offs of a framework that are not void, the latest first; a void one draws nothing."""
    query = select(Contract).where(Contract.framework_id == framework.id, Contract.status != Status.VOID)
    return db.session.scalars(query.order_by(Contract.id.desc())).all()


def free(framework: Contract, user: User) -> Sequence[Contract]:
    """Return the contracts with the same customer that a person runs and may call off, the latest first."""
    query = select(Contract).where(
        Contract.customer_id == framework.customer_id, Contract.framework_id.is_(None), Contract.id != framework.id,
        Contract.kind != FRAMEWORK, Contract.status != Status.VOID, kept_by(user),
    )  # fmt: skip
    return db.session.scalars(query.order_by(Contract.id.desc()).limit(50)).all()


def hold(framework_id: int) -> None:
    """Hold a framework until the commit: of two call-offs at once the second meets what the first has drawn."""
    db.session.execute(select(Contract.id).where(Contract.id == framework_id).with_for_update())


def unsigned(now: datetime) -> Select:
    """Select the call-offs that are not signed yet as what hangs on their framework: (id, record, number, words, owner)."""
    return _hanging(Contract.status.not_in((*SIGNED_OR_LATER, Status.VOID)))


def running(now: datetime) -> Select:
    """Select the signed call-offs that have not ended as what hangs on their framework: (id, record, number, words, owner)."""
    return _hanging(Contract.status.in_(SIGNED_OR_LATER), ~over(Contract.id))


def _hanging(*conditions: ColumnElement[bool]) -> Select:
    query = select(
        Contract.id, Contract.id.label("record"), Contract.number, Contract.name.label("words"), User.name.label("owner")
    )  # fmt: skip
    query = query.join(User, User.id == Contract.owner_id)
    return query.where(Contract.framework_id.is_not(None), *conditions).order_by(Contract.id)


def frame_of(framework: Contract) -> Frame:
    """Return a framework as a call-off meets it."""
    drawn = sum((each.amount for each in of(framework)), start=framework.amount * 0)
    return Frame(
        framework.kind, framework.status, framework.has_ended(clock.today()), framework.starts_on, framework.ends_on,
        framework.amount, drawn,
    )  # fmt: skip

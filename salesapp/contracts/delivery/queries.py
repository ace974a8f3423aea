"""What the deliveries of contracts ask for: a day, a report; and what is seen coming (R42)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, case, select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.delivery.models import Milestone, Warranty
from salesapp.contracts.delivery.rules import KIND_LABELS, Kind
from salesapp.contracts.endings.models import ContractEnding, over
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.rights.rules import Role
from salesapp.statements import kept
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

DELIVERY, CONTRACT = "delivery", "contract"
PLAN, REPORT, LATE = "delivery_plan", "delivery_report", "delivery_late"
MOST = 20
#: How long before its day a milestone stands in the list of after-sales.
AHEAD = timedelta(days=2)


def open_of(*wanted: object) -> Select:
    """Select the open milestones of signed contracts."""
    return (
        select(Milestone)
        .join(Contract, Contract.id == Milestone.contract_id)
        .where(
            Milestone.done_on.is_(None), Milestone.left_out.is_(False), Contract.status.in_(SIGNED_OR_LATER)
        )
        .where(~over(Contract.id), *wanted)  # type: ignore[arg-type]
    )


def hanging(now: datetime) -> Select:
    """Select the open milestones as what hangs on contracts: (id, record, number, words, owner)."""
    said = case({kind.value: str(label) for kind, label in KIND_LABELS.items()}, value=Milestone.kind)
    query = open_of().join(User, User.id == Contract.owner_id).with_only_columns(
        Milestone.id, Milestone.id.label("record"), Milestone.planned_on.label("number"), said.label("words"),
        User.name.label("owner"),
    )  # fmt: skip
    return query.order_by(Milestone.id)


def warranties(now: datetime) -> Select:
    """Select the warranties that run as what hangs on contracts: (id, record, number, words, owner)."""
    query = select(
        Warranty.id, Warranty.contract_id.label("record"), Contract.number, Warranty.ends_on.label("words"),
        User.name.label("owner"),
    )  # fmt: skip
    query = query.join(Contract, Contract.id == Warranty.contract_id).join(User, User.id == Contract.owner_id)
    return query.where(Warranty.ends_on >= clock.local(now).date()).order_by(Warranty.id)


def these(ids: Collection[int]) -> Sequence[Milestone]:
    """Return some milestones."""
    return db.session.scalars(select(Milestone).where(Milestone.id.in_(ids)).order_by(Milestone.id)).all()


def askers() -> Select:
    """Select the contracts whose delivery may ask for something."""
    return open_of().with_only_columns(Contract.id).distinct()


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these contracts' deliveries ask for now: their days, then each milestone by its day."""
    query = (
        open_of(Contract.id.in_(ids))
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .with_only_columns(
            Contract.id, Contract.number, Contract.owner_id, Contract.updated_at, SHORT_CUSTOMER.label("customer"),
            User.name.label("owner"), Milestone.kind, Milestone.planned_on, Milestone.reason,
        )
        .order_by(Contract.id, Milestone.id)
    )  # fmt: skip
    for _id, rows in groupby(db.session.execute(query), key=lambda row: row.id):
        yield from _asked(list(rows))


def _asked(rows: Sequence[Row]) -> Iterator[Item]:
    unplanned = [row for row in rows if row.planned_on is None]
    if unplanned:
        row = unplanned[0]
        yield _item(
            row, PLAN, role=Role.SERVICE.value, due_on=None, facts={"kinds": [r.kind for r in unplanned]}
        )
    for row in rows:
        if row.planned_on is None:
            continue
        part = list(Kind).index(Kind(row.kind))
        facts = {"kinds": [row.kind], "reason": row.reason}
        yield _item(row, REPORT, part=part, role=Role.SERVICE.value, due_on=row.planned_on, facts=facts)
        yield _item(row, LATE, part=part, user_id=row.owner_id, due_on=row.planned_on, facts=facts)


def _item(row: Row, kind: str, *, due_on: date | None, facts: dict, **whose: object) -> Item:
    """Return one thing to do; what is only told of once it is late stands in a list from then on."""
    named = {"customer": row.customer, "number": row.number, "owner": row.owner}
    late = clock.end_of(due_on) if due_on else row.updated_at
    shown = clock.at(due_on - AHEAD) if due_on and kind == REPORT else late
    return Item(
        kind=kind, subject_type=DELIVERY, subject_id=row.id, facts=named | facts, since=shown, shown_from=shown,
        due_at=late if due_on else None, **whose,  # type: ignore[arg-type]
    )  # fmt: skip


def _asking(**known: int) -> Select:
    return askers().where(*(getattr(Contract, name) == value for name, value in known.items()))


SOURCE = Source(
    subject_type=DELIVERY,
    derive=derive,
    askers=askers,
    about={CONTRACT: Contract.id}.get,
    touched_by={
        Milestone: Touch(lambda row: [row.contract_id]),
        ContractEnding: Touch(lambda row: [row.contract_id]),
        Contract: Touch(lambda row: [row.id], ("status", "owner_id", "customer_id", "updated_at")),
        Customer: Touch(lambda row: _asking(customer_id=row.id), CALLED_BY),
        User: Touch(lambda row: _asking(owner_id=row.id), ("name",)),
    },
)


def planned(user: User, first: date, last: date) -> Sequence[Row]:
    """Return the milestones planned between two days of the contracts that a person sees, the earliest first."""
    query = (
        open_of(Milestone.planned_on >= first, Milestone.planned_on <= last, seen_by(user))
        .join(Customer, Customer.id == Contract.customer_id)
        .with_only_columns(
            Contract.id,
            Contract.number,
            SHORT_CUSTOMER.label("customer"),
            Milestone.kind,
            Milestone.planned_on,
        )
        .order_by(Milestone.planned_on, Milestone.id)
    )
    return db.session.execute(query.limit(MOST)).all()


def of_customer(customer_id: int, user: User) -> Select:
    """Select the milestones of a customer's contracts that a person sees: their papers are among the customer's files."""
    seen = select(Contract.id).where(Contract.customer_id == customer_id, seen_by(user))
    return select(Milestone.id).where(Milestone.contract_id.in_(seen))


def contract_of(milestone_id: int, user: User) -> int | None:
    """Return the contract of one milestone, as far as a person sees it."""
    query = select(Contract.id).join(Milestone, Milestone.contract_id == Contract.id)
    return db.session.scalar(query.where(Milestone.id == milestone_id, seen_by(user)))


def sees(milestone_id: int, user: User) -> bool:
    """Tell whether a person sees the papers of a milestone: whoever sees its contract."""
    return contract_of(milestone_id, user) is not None


@kept
def papers(contract_id: int) -> Select:
    """Select the papers of a contract's milestones, oldest first."""
    of_milestone = and_(
        Attachment.owner_type == Milestone.__tablename__,
        Attachment.owner_id == Milestone.id,
        Attachment.removed_at.is_(None),
    )
    query = select(Attachment.id, Attachment.name, Attachment.owner_id).join(Milestone, of_milestone)
    return query.where(Milestone.contract_id == contract_id).order_by(Attachment.id)


def papers_of(contract: Contract) -> Sequence[Any]:
    """Return the papers of a contract's milestones, oldest first."""
    return db.session.execute(*papers(contract.id)).all()

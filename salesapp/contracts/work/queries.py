"""What contracts ask for: to be checked, signed, handed over and received (R40, R41)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Label, Row, Select, func, select

from salesapp.accounts.models import User
from salesapp.approvals.objections.queries import objections
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.handoff.rules import OUT, WAITED_FOR, WITH_SENDER, Department, HandoffStatus, Receipt
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SUBMITTABLE, Status
from salesapp.contracts.work.rules import CHECKLIST, HANDOFF, LATE_HANDOFF, RECEIPT, SIGN, TO_DRAW, told_of
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership.queries import awaits_contract
from salesapp.web import clock
from salesapp.work import queries as work
from salesapp.work.kinds.rules import Item, Source, Touch

CONTRACT, WON = "contract", "won_opportunity"
CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name).label("customer")


def askers() -> Select:
    """Select the contracts that may ask for something: in check, approved, or signed and not handed over yet."""
    return select(Contract.id).where(Contract.status.in_((*SUBMITTABLE, Status.APPROVED, Status.SIGNED)))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these contracts ask for now."""
    query = (
        select(
            Contract.id, Contract.number, Contract.status, Contract.owner_id, Contract.created_at, Contract.updated_at,
            Contract.approved_at, Contract.submitted_at, CUSTOMER, User.name.label("owner"), User.team_id,
            Handoff.status.label("handoff_status"), Handoff.due_on, Handoff.created_at.label("opened_at"),
            Handoff.sent_at, *map(_answer, Department),
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .where(Contract.id.in_(ids))
    )  # fmt: skip
    rows = db.session.execute(query).all()
    objected = _objected(rows)
    for row in rows:
        if row.status in SUBMITTABLE:
            vetoed = row.status == Status.REJECTED
            yield _of_owner(row, CHECKLIST, since=row.updated_at, vetoed=vetoed, **objected.get(row.id, {}))
        elif row.status == Status.APPROVED:
            yield _of_owner(row, SIGN, since=row.approved_at or row.updated_at)
        elif row.status == Status.SIGNED and row.handoff_status in WAITED_FOR:
            yield from _handing_over(row)


def _objected(rows: Sequence[Row]) -> dict[int, dict[str, Any]]:
    """Return who returned or vetoed what of these and why, as facts; what was never submitted is not asked about."""
    submitted = [row.id for row in rows if row.status in SUBMITTABLE and row.submitted_at is not None]
    found = objections(SUBJECT_TYPE, submitted) if submitted else {}
    return {contract_id: {"objection": asdict(one)} for contract_id, one in found.items()}


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


def _item(row: Row, kind: str, **values: Any) -> Item:
    facts = {"customer": row.customer, "number": row.number, "owner": row.owner} | values.pop("facts", {})
    return Item(kind=kind, subject_type=CONTRACT, subject_id=row.id, facts=facts, **values)


def _of_owner(row: Row, kind: str, *, since: Any, **facts: Any) -> Item:
    """Return what has no deadline of its own: for its owner, for today."""
    return _item(row, kind, user_id=row.owner_id, since=since, shown_from=since, due_at=None, facts=facts)


def _handing_over(row: Row) -> Iterator[Item]:
    due_at, given = clock.end_of(row.due_on), row.handoff_status in WITH_SENDER
    yield _item(
        row, HANDOFF, user_id=row.owner_id, since=row.opened_at, shown_from=row.opened_at if given else None,
        due_at=due_at, facts={"returned": row.handoff_status == HandoffStatus.RETURNED},
    )  # fmt: skip
    answers = {department: getattr(row, department) for department in Department}
    for part, department in enumerate(Department):
        if row.handoff_status in OUT and answers[department] == Receipt.WAITING:
            since = row.sent_at or row.opened_at
            yield _item(
                row, RECEIPT, part=part, role=department.value, since=since, shown_from=since, due_at=due_at, waiting=True
            )  # fmt: skip
    facts = {
        "answers": {d.value: answers[d] for d in Department},
        "sent": row.handoff_status != HandoffStatus.OPEN,
    }
    late_from = clock.end_of(row.due_on)
    for part, (role, team_id) in enumerate(told_of(row.team_id)):
        yield _item(
            row, LATE_HANDOFF, part=part, role=role.value, team_id=team_id, since=late_from, shown_from=late_from,
            due_at=due_at, barred=[row.owner_id], facts=facts,
        )  # fmt: skip


def _asking(**known: int) -> Select:
    return askers().filter_by(**known)


def _of_handoff(receipt: HandoffReceipt) -> Select:
    return select(Handoff.contract_id).where(Handoff.id == receipt.handoff_id)


CONTRACTS = Source(
    subject_type=CONTRACT,
    derive=derive,
    askers=askers,
    about={CONTRACT: Contract.id}.get,
    touched_by={
        Contract: Touch(lambda row: [row.id]),
        Handoff: Touch(lambda row: [row.contract_id]),
        HandoffReceipt: Touch(_of_handoff),
        Customer: Touch(lambda row: _asking(customer_id=row.id), CALLED_BY),
        User: Touch(lambda row: _asking(owner_id=row.id), ("name", "team_id")),
    },
)


# ------------------------------------------------------------------------- won, and no contract yet


def won_bare() -> Select:
    """Select the opportunities that were won by hand and have no contract yet (待签合同)."""
    return select(Opportunity.id).where(awaits_contract())


def derive_won(ids: Collection[int]) -> Iterator[Item]:
    """Yield which of these opportunities wait for their contract: for their owner, from the day on which they were won."""
    query = (
        select(
            Opportunity.id,
            Opportunity.owner_id,
            Opportunity.name,
            Opportunity.number,
            Opportunity.closed_on,
            CUSTOMER,
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.id.in_(ids), awaits_contract())
    )
    for row in db.session.execute(query):
        since = clock.at(row.closed_on)
        facts = {"customer": row.customer, "number": row.number, "name": row.name}
        yield Item(
            kind=TO_DRAW, subject_type=WON, subject_id=row.id, user_id=row.owner_id, since=since, shown_from=since,
            due_at=None, facts=facts,
        )  # fmt: skip


def _won(**known: int) -> Select:
    return won_bare().filter_by(**known)


WON_BARE = Source(
    subject_type=WON,
    derive=derive_won,
    askers=won_bare,
    about={"opportunity": Opportunity.id, "customer": Opportunity.customer_id}.get,
    touched_by={
        Opportunity: Touch(lambda row: [row.id]),
        Contract: Touch(lambda row: [row.opportunity_id]),
        Customer: Touch(lambda row: _won(customer_id=row.id), CALLED_BY),
    },
)


# ------------------------------------------------------------------------------------ the figure


def next_handoff(user: User, now: datetime) -> Row | None:
    """Return the hand-off that is due next among those that stand in a person's day."""
    return work.next_due(user, (HANDOFF, RECEIPT, LATE_HANDOFF), now)

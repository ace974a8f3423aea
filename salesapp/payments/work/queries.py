"""What instalments ask for: to be looked after before they are due, chased once they are, brought before leaders; bills that
mature; claims that lapse; refunds that are agreed and to be paid."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Row, Select, select

from salesapp.accounts.models import User
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.rules import NodeKind
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.payments.ageing.rules import warnings
from salesapp.payments.bills.queries import in_hand
from salesapp.payments.chasing import queries as chasing
from salesapp.payments.chasing.models import Chase
from salesapp.payments.chasing.rules import Kind, claim_began, escalates_on, reminded_from
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import Kind as Asked
from salesapp.payments.concessions.rules import Status
from salesapp.payments.receipts.models import BillHonour, Receipt
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

NODE, REFUND, RECEIPT = "payment_node", "concession", "receipt"
PAYMENT, LATE, LATER, LIMITATION, TO_PAY, BILL = (
    "payment", "payment_late", "payment_very_late", "payment_limitation", "refund_to_pay", "bill_to_answer",
)  # fmt: skip
LIMITATION_TEAM, LIMITATION_BOOKS, LIMITATION_LAST = (
    "payment_limitation_team", "payment_limitation_books", "payment_limitation_last",
)  # fmt: skip


def askers() -> Select:
    """Select the instalments that wait for money and have a day."""
    return (
        select(PaymentNode.id)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(
            PaymentNode.bare() > 0, PaymentNode.planned_on.is_not(None), Contract.status.in_(SIGNED_OR_LATER)
        )
    )


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these instalments ask for now."""
    query = (
        askers()
        .add_columns(
            PaymentNode.seq, PaymentNode.kind, PaymentNode.planned_on, PaymentNode.bare().label("open"), Contract.number,
            Contract.id.label("contract_id"), Contract.owner_id, Contract.updated_at, User.name.label("owner"), User.team_id,
            SHORT_CUSTOMER.label("customer"),
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(PaymentNode.id.in_(ids))
    )  # fmt: skip
    rows = db.session.execute(query).all()
    found = [row.id for row in rows]
    promises, interrupted = chasing.latest(found, Kind.PROMISE), chasing.interrupted(found)
    for row in rows:
        yield from _due(row, promises.get(row.id))
        yield from _limitation(row, claim_began(row.planned_on, interrupted[row.id]))


def _due(row: Row, promise: Chase | None) -> Iterator[Item]:
    """Yield the reminder of whoever runs it, and, from when it is late enough, of the supervisor and the director."""
    until = promise.promised_on if promise else None
    due_on = max(row.planned_on, until) if until else row.planned_on
    shown = clock.at(reminded_from(row.planned_on, until, ahead=policy("payment_remind_days")))
    yield _item(row, PAYMENT, user_id=row.owner_id, shown_from=shown, due_at=clock.end_of(due_on))
    for kind, role, days in (
        (LATE, Role.SUPERVISOR, policy("payment_escalate_days")),
        (LATER, Role.DIRECTOR, policy("payment_director_days")),
    ):
        day = escalates_on(row.planned_on, until, after=days)
        team = row.team_id if role is Role.SUPERVISOR else None
        yield _item(
            row,
            kind,
            role=role,
            team_id=team,
            shown_from=clock.at(day),
            due_at=clock.end_of(day),
            barred=[row.owner_id],
        )


def _limitation(row: Row, claim: tuple[Any, Any]) -> Iterator[Item]:
    """Yield the warnings that a claim lapses.

    From two years on to whoever runs it, the supervisor and finance, by two years and nine months; from then on to the
    director too, by the day on which it lapses.
    """
    first, second, lapse = warnings(claim[0])
    facts = {"lapse": lapse.isoformat(), "base": claim[1].value}
    early = {"shown_from": clock.at(first), "due_at": clock.end_of(second), "facts": facts}
    yield _item(row, LIMITATION, user_id=row.owner_id, **early)
    others = {"barred": [row.owner_id]}
    yield _item(row, LIMITATION_TEAM, role=Role.SUPERVISOR, team_id=row.team_id, **early, **others)
    yield _item(row, LIMITATION_BOOKS, role=Role.FINANCE, **early, **others)
    last = {"shown_from": clock.at(second), "due_at": clock.end_of(lapse), "facts": facts}
    yield _item(row, LIMITATION_LAST, role=Role.DIRECTOR, **last, **others)


def _item(row: Row, kind: str, **values: Any) -> Item:
    facts = {
        "number": row.number, "seq": row.seq, "item": NodeKind(row.kind).value, "open": f"{row.open:,.2f}",
        "customer": row.customer, "owner": row.owner, "due": row.planned_on.isoformat(),
    } | values.pop("facts", {})  # fmt: skip
    since = values["shown_from"]
    return Item(kind=kind, subject_type=NODE, subject_id=row.id, since=since, facts=facts, **values)


def _of_contract(contract: Contract) -> Select:
    return select(PaymentNode.id).where(PaymentNode.contract_id == contract.id)


def _of_person(user: User) -> Select:
    owned = select(Contract.id).where(Contract.owner_id == user.id)
    return askers().where(PaymentNode.contract_id.in_(owned))


SOURCE = Source(
    subject_type=NODE,
    derive=derive,
    askers=askers,
    about=lambda kind: {
        "contract": PaymentNode.contract_id, "customer": Contract.customer_id, "opportunity": Contract.opportunity_id
    }.get(kind),
    touched_by={
        PaymentNode: Touch(lambda row: [row.id]),
        Chase: Touch(lambda row: [row.node_id]),
        Contract: Touch(_of_contract, ("status", "owner_id", "customer_id")),
        Customer: Touch(lambda row: askers().where(Contract.customer_id == row.id), CALLED_BY),
        User: Touch(_of_person, ("name", "team_id")),
    },
)  # fmt: skip


def bills(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these bills ask for, from the day on which they mature: finance says whether they were paid (P15, P16)."""
    query = (
        in_hand()
        .add_columns(
            Receipt.number, Receipt.amount, Receipt.way, Receipt.matures_on, SHORT_CUSTOMER.label("customer")
        )
        .join(Customer, Customer.id == Receipt.customer_id)
        .where(Receipt.id.in_(ids))
    )
    for row in db.session.execute(query):
        if row.matures_on is not None:
            shown = clock.at(row.matures_on)
            facts = {
                "number": row.number,
                "amount": f"{row.amount:,.2f}",
                "customer": row.customer,
                "way": row.way,
            }
            yield Item(
                kind=BILL, subject_type=RECEIPT, subject_id=row.id, role=Role.FINANCE, since=shown, shown_from=shown,
                due_at=clock.end_of(row.matures_on), facts=facts,
            )  # fmt: skip


BILLS = Source(
    subject_type=RECEIPT,
    derive=bills,
    askers=in_hand,
    about={"customer": Receipt.customer_id, "opportunity": Receipt.opportunity_id}.get,
    touched_by={
        Receipt: Touch(lambda row: [one for one in (row.id, row.of_id) if one is not None]),
        BillHonour: Touch(lambda row: [row.receipt_id]),
        Customer: Touch(lambda row: in_hand().where(Receipt.customer_id == row.id), CALLED_BY),
    },
)


def agreed() -> Select:
    """Select the refunds that are agreed and to be paid."""
    return select(Concession.id).where(Concession.kind == Asked.REFUND, Concession.status == Status.APPROVED)


def to_pay(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these refunds ask for: finance pays them."""
    query = (
        agreed()
        .add_columns(
            Concession.number,
            Concession.amount,
            Concession.ended_at,
            Concession.at,
            SHORT_CUSTOMER.label("customer"),
        )
        .join(Customer, Customer.id == Concession.customer_id)
        .where(Concession.id.in_(ids))
    )
    for row in db.session.execute(query):
        since = row.ended_at or row.at
        facts = {"number": row.number, "amount": f"{row.amount:,.2f}", "customer": row.customer}
        yield Item(
            kind=TO_PAY, subject_type=REFUND, subject_id=row.id, role=Role.FINANCE, since=since, shown_from=since, due_at=None,
            facts=facts,
        )  # fmt: skip


REFUNDS = Source(
    subject_type=REFUND,
    derive=to_pay,
    askers=agreed,
    about=lambda kind: {"contract": Concession.contract_id, "customer": Concession.customer_id}.get(kind),
    touched_by={
        Concession: Touch(lambda row: [row.id]),
        Customer: Touch(lambda row: agreed().where(Concession.customer_id == row.id), CALLED_BY),
    },
)

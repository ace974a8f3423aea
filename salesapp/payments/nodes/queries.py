"""Instalments in lists: due, overdue, open, by keyset pages; their sums; those of one contract, customer, opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from salesapp.accounts.models import Team, User
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.rules import NODE_LABELS
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.words.queries import matching
from salesapp.db import db
from salesapp.payments.access import owed
from salesapp.payments.bills import queries as bills
from salesapp.payments.rules import AHEAD, View
from salesapp.statements import kept
from salesapp.web import pages, params

PAGE = 50
#: Where those without a day stand in a list.
FAR = date(9999, 12, 31)
OPEN, BARE = PaymentNode.still_open(), PaymentNode.bare()
COLUMNS = (
    PaymentNode.id, PaymentNode.seq, PaymentNode.kind, PaymentNode.condition, PaymentNode.planned_on, PaymentNode.amount,
    PaymentNode.received, PaymentNode.in_hand, PaymentNode.written_off,
    PaymentNode.met_on, Contract.id.label("contract_id"), Contract.number, Contract.name, Contract.customer_id,
    SHORT_CUSTOMER.label("customer"), Contract.owner_id, User.name.label("owner"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; everything lives in the address."""

    view: View = View.OPEN
    text: str = ""
    mine: bool = False
    team_id: int | None = None
    customer_id: int | None = None

    def address(self) -> dict[str, Any]:
        """Return what of this stands in an address."""
        asked = {"view": self.view.value, "q": self.text, "who": "mine" if self.mine else "",
                 "team": self.team_id, "customer": self.customer_id}  # fmt: skip
        return {name: value for name, value in asked.items() if value}


def asked(args: Mapping[str, str]) -> Wanted:
    """Return what an address asks the list for; unknown words fall back to the first choice."""
    view = args.get("view", "")
    return Wanted(
        View(view) if view in set(View) else View.OPEN, args.get("q", "")[:100], args.get("who") == "mine",
        params.id_or(args.get("team")), params.id_or(args.get("customer")),
    )  # fmt: skip


def _views(today: date) -> dict[View, ColumnElement[bool]]:
    soon = today + timedelta(days=AHEAD)
    day, is_open = PaymentNode.planned_on, PaymentNode.is_open()
    return {
        View.OPEN: is_open,
        View.LATE: and_(is_open, BARE > 0, day < today),
        View.SOON: and_(is_open, BARE > 0, day >= today, day <= soon),
        View.BILLS: PaymentNode.id.in_(bills.holding()),
        View.UNMET: and_(is_open, day.is_(None)),
        View.PAID: and_(OPEN <= 0, PaymentNode.dropped_on.is_(None)),
    }


def _lines(numbers: Select) -> Select:
    """Select the rows of a page: whose they are is read of these fifty, not of all that were looked through."""
    return (
        select(*COLUMNS)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(PaymentNode.id.in_(numbers))
    )


def _of_contracts(user: User, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition on the contracts of what is wanted.

    Where nearly all are, each instalment in the order of the list asks for its own; where words or a customer leave few,
    these come first.
    """
    query = select(Contract.id).where(owed(user))
    if wanted.text:
        query = query.join(Customer, Customer.id == Contract.customer_id)
    if wanted.team_id is not None:
        query = query.join(User, User.id == Contract.owner_id)
    query = _narrowed(query, user, wanted)
    if wanted.text or wanted.customer_id is not None:
        return PaymentNode.contract_id.in_(query)
    return query.where(Contract.id == PaymentNode.contract_id).correlate(PaymentNode).exists()


def _narrowed(query: Select, user: User, wanted: Wanted) -> Select:
    if wanted.mine:
        query = query.where(Contract.owner_id == user.id)
    if wanted.team_id is not None:
        query = query.where(User.team_id == wanted.team_id)
    if wanted.customer_id is not None:
        query = query.where(Contract.customer_id == wanted.customer_id)
    for term in search_text.terms(wanted.text):
        query = query.where(or_(Contract.number.icontains(term, autoescape=True), matching(term)))
    return query


def page(user: User, wanted: Wanted, cursor: str | None, *, today: date) -> pages.Page[Any]:
    """Return one page of instalments, the oldest due first; those without a day come last."""
    query = select(PaymentNode.id).where(_views(today)[wanted.view], _of_contracts(user, wanted))
    after = pages.read(cursor, params.day, params.record_id)
    rows: list[Any] = []
    if after is None or after[0] != FAR:
        dated = query.where(PaymentNode.planned_on.is_not(None))
        if after is not None:
            dated = dated.where(pages.beyond(PaymentNode.planned_on, PaymentNode.id, after, descending=False))
        order = PaymentNode.planned_on, PaymentNode.id
        first = dated.order_by(*order).limit(PAGE + 1)
        rows += db.session.execute(_lines(first).order_by(*order)).all()
        after = None
    if len(rows) <= PAGE:
        waiting = query.where(PaymentNode.planned_on.is_(None), PaymentNode.id > (after[1] if after else 0))
        first = waiting.order_by(PaymentNode.id).limit(PAGE + 1 - len(rows))
        rows += db.session.execute(_lines(first).order_by(PaymentNode.id)).all()
    return pages.cut(rows, PAGE, lambda row: ((row.planned_on or FAR).isoformat(), row.id))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is open, overdue and due soon, and how many instalments each of them are."""

    open: Decimal
    late: Decimal
    soon: Decimal
    open_count: int
    late_count: int
    soon_count: int


def sums(user: User, wanted: Wanted, *, today: date) -> Sums:
    """Add up the instalments of a person, by one look."""
    day, soon = PaymentNode.planned_on, today + timedelta(days=AHEAD)
    late, due = and_(day < today, BARE > 0), and_(day.between(today, soon), BARE > 0)
    amounts = [func.sum(OPEN), func.sum(BARE).filter(late), func.sum(BARE).filter(due)]
    counts = [func.count(), func.count().filter(late), func.count().filter(due)]
    query = (
        select(*(func.coalesce(amount, 0) for amount in amounts), *counts)
        .select_from(PaymentNode)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), PaymentNode.is_open())
    )
    if wanted.text:
        query = query.join(Customer, Customer.id == Contract.customer_id)
    if wanted.team_id is not None:
        query = query.join(User, User.id == Contract.owner_id)
    row = db.session.execute(_narrowed(query, user, wanted)).one()
    return Sums(*row)


def of_contract(contract_id: int) -> Sequence[Any]:
    """Return the instalments of one contract, in their order."""
    query = select(PaymentNode).where(PaymentNode.contract_id == contract_id).order_by(PaymentNode.seq)
    return db.session.scalars(query).all()


def totals(user: User, today: date, **of: int) -> Any:
    """Return the sums of a customer's or an opportunity's contracts: amount, received, overdue, how many contracts."""
    ((column, record_id),) = of.items()
    return db.session.execute(*_totals(user, today, record_id, column=column)).one()


@kept
def _totals(user: User, today: date, record_id: int, *, column: str) -> Select:
    late = case((and_(BARE > 0, PaymentNode.planned_on < today), BARE), else_=0)
    return (
        select(
            func.count(func.distinct(Contract.id)), func.coalesce(func.sum(PaymentNode.amount), 0),
            func.coalesce(func.sum(PaymentNode.received), 0), func.coalesce(func.sum(late), 0),
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), getattr(Contract, column) == record_id)
    )  # fmt: skip


def teams() -> Sequence[Team]:
    """Return the teams that a list can be narrowed to."""
    return db.session.scalars(select(Team).order_by(Team.id)).all()


def find(node_id: int, user: User) -> PaymentNode | None:
    """Return one instalment of a signed contract, if this person may see it."""
    query = select(PaymentNode).join(Contract, Contract.id == PaymentNode.contract_id)
    return db.session.scalar(query.where(PaymentNode.id == node_id, owed(user)))


def still_owed(now: datetime) -> Select:
    """Select the instalments that are not settled as what hangs on contracts: (id, record, number, words, owner)."""
    said = case({kind.value: str(label) for kind, label in NODE_LABELS.items()}, value=PaymentNode.kind)
    query = select(
        PaymentNode.id, PaymentNode.id.label("record"), said.label("number"), OPEN.label("words"), User.name.label("owner")
    )  # fmt: skip
    query = query.join(Contract, Contract.id == PaymentNode.contract_id).join(
        User, User.id == Contract.owner_id
    )
    return query.where(OPEN > 0, PaymentNode.dropped_on.is_(None)).order_by(PaymentNode.seq)

"""Instalments in lists: due, overdue, open, by keyset pages; their sums; those of one contract, customer, opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from salesapp.accounts.models import Team, User
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.customers.lists.queries import matching
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import db
from salesapp.payments.access import owed
from salesapp.payments.rules import AHEAD, View
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
    day = PaymentNode.planned_on
    return {
        View.OPEN: OPEN > 0,
        View.LATE: and_(BARE > 0, day < today),
        View.SOON: and_(BARE > 0, day >= today, day <= soon),
        View.BILLS: and_(OPEN > 0, PaymentNode.in_hand > 0),
        View.UNMET: and_(OPEN > 0, day.is_(None)),
        View.PAID: and_(OPEN <= 0, PaymentNode.dropped_on.is_(None)),
    }


def _lines(user: User) -> Select:
    return (
        select(*COLUMNS)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(owed(user))
    )


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
    query = _narrowed(_lines(user).where(_views(today)[wanted.view]), user, wanted)
    after = pages.read(cursor, params.day, params.record_id)
    rows: list[Any] = []
    if after is None or after[0] != FAR:
        dated = query.where(PaymentNode.planned_on.is_not(None))
        if after is not None:
            dated = dated.where(pages.beyond(PaymentNode.planned_on, PaymentNode.id, after, descending=False))
        rows += db.session.execute(
            dated.order_by(PaymentNode.planned_on, PaymentNode.id).limit(PAGE + 1)
        ).all()
        after = None
    if len(rows) <= PAGE:
        waiting = query.where(PaymentNode.planned_on.is_(None), PaymentNode.id > (after[1] if after else 0))
        rows += db.session.execute(waiting.order_by(PaymentNode.id).limit(PAGE + 1 - len(rows))).all()
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
    views = _views(today)
    parts = [(View.OPEN, OPEN), (View.LATE, BARE), (View.SOON, BARE)]
    amounts = [func.coalesce(func.sum(case((views[view], part), else_=0)), 0) for view, part in parts]
    counts = [func.count(case((views[view], 1))) for view, _part in parts]
    query = (
        select(*amounts, *counts)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), OPEN > 0)
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
    late = case((and_(BARE > 0, PaymentNode.planned_on < today), BARE), else_=0)
    query = (
        select(
            func.count(func.distinct(Contract.id)), func.coalesce(func.sum(PaymentNode.amount), 0),
            func.coalesce(func.sum(PaymentNode.received), 0), func.coalesce(func.sum(late), 0),
        )
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(owed(user), *(getattr(Contract, name) == value for name, value in of.items()))
    )  # fmt: skip
    return db.session.execute(query).one()


def teams() -> Sequence[Team]:
    """Return the teams that a list can be narrowed to."""
    return db.session.scalars(select(Team).order_by(Team.id)).all()


def find(node_id: int, user: User) -> PaymentNode | None:
    """Return one instalment of a signed contract, if this person may see it."""
    query = select(PaymentNode).join(Contract, Contract.id == PaymentNode.contract_id)
    return db.session.scalar(query.where(PaymentNode.id == node_id, owed(user)))

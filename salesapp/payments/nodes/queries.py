"""Instalments in lists: due, overdue, open, by keyset pages; their sums; those of one contract, customer, opportunity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from salesapp.statements import Stored, as_made, kept
from salesapp.web import pages, params
from salesapp.web.drawn import met

PAGE = 50
#: Where those without a day stand in a list.
FAR = date(9999, 12, 31)
OPEN, BARE = PaymentNode.still_open(), PaymentNode.bare()
STORED = Stored(
    PaymentNode.id, PaymentNode.seq, PaymentNode.kind, PaymentNode.condition, PaymentNode.planned_on, PaymentNode.amount,
    PaymentNode.received, PaymentNode.in_hand, PaymentNode.written_off,
    PaymentNode.met_on, Contract.id.label("contract_id"), Contract.number, Contract.name, Contract.customer_id,
    SHORT_CUSTOMER.label("customer"), Contract.owner_id, User.name.label("owner"),
)  # fmt: skip
#: ``make(row, today)``: what is made of a row.
Make = Callable[[Any, date], Any]


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


def _views(today: date, soon: date) -> dict[View, ColumnElement[bool]]:
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
        select(*STORED.columns)
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


def page(
    user: User, wanted: Wanted, cursor: str | None, *, today: date, make: Make = lambda row, today: row
) -> pages.Page[Any]:
    """Return one page of what is made of instalments, the oldest due first; those without a day come last.

    Of a row that is as it was at the last look the very same is given again.
    """
    day, last = pages.read(cursor, params.day, params.record_id) or (None, None)
    rows: list[Any] = []
    if day != FAR:
        rows, last = _rows(user, wanted, today, make, day, last, PAGE + 1, dated=True), None
    if len(rows) <= PAGE:
        rows += _rows(user, wanted, today, make, None, last or 0, PAGE + 1 - len(rows), dated=False)
    return pages.cut(rows, PAGE, lambda row: ((row.planned_on or FAR).isoformat(), row.id))


def _rows(
    user: User, wanted: Wanted, today: date, make: Make, day: date | None, last: int | None, size: int,
    *, dated: bool,
) -> list[Any]:  # fmt: skip
    """Return what is made of the next rows after one, of those with a day or of those that wait for theirs."""
    given = user, today, today + timedelta(days=AHEAD), wanted.team_id, wanted.customer_id, day, last, size
    made = _first if wanted.text else _kept_first
    query = made(*given, view=wanted.view, text=wanted.text, mine=wanted.mine, dated=dated)
    return met("payments.nodes", STORED, query, lambda row: make(row, today), make, today)


def _first(
    user: User, today: date, soon: date, team_id: int | None, customer_id: int | None, day: date | None, last: int | None,
    size: int, *, view: View, text: str, mine: bool, dated: bool,
) -> Select:  # fmt: skip
    wanted, on, number = (
        Wanted(view, text, mine, team_id, customer_id),
        PaymentNode.planned_on,
        PaymentNode.id,
    )
    query = select(number).where(_views(today, soon)[view], _of_contracts(user, wanted))
    query = query.where(on.is_not(None)) if dated else query.where(on.is_(None), number > last)
    if dated and day is not None:
        query = query.where(pages.beyond(on, number, (day, last), descending=False))
    order = (on, number) if dated else (number,)
    return _lines(query.order_by(*order).limit(size)).order_by(*order)


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
    given = user, today, today + timedelta(days=AHEAD), wanted.team_id, wanted.customer_id
    made = _sums if wanted.text else _kept_sums
    return Sums(*db.session.execute(*as_made(made(*given, text=wanted.text, mine=wanted.mine))).one())


def _sums(
    user: User, today: date, soon: date, team_id: int | None, customer_id: int | None, *, text: str, mine: bool
) -> Select:  # fmt: skip
    wanted, day = (
        Wanted(text=text, mine=mine, team_id=team_id, customer_id=customer_id),
        PaymentNode.planned_on,
    )
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
    return _narrowed(query, user, wanted)


#: What is looked for by words is put together each time: they make the statement.
_kept_first, _kept_sums = kept(_first), kept(_sums)


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

"""What pages show of instalments: lines of a list, a contract's block, the figure of a customer or an opportunity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from salesapp.accounts.models import User
from salesapp.contracts.payments.rules import NodeKind, waits_for
from salesapp.contracts.rules import SIGNED_OR_LATER, paid_words
from salesapp.payments import access
from salesapp.payments.bills.queries import Held
from salesapp.payments.concessions import queries as concessions
from salesapp.payments.concessions.rules import Kind, Status
from salesapp.payments.nodes import queries
from salesapp.payments.receipts import queries as receipts
from salesapp.payments.rules import State, days_late, state_of
from salesapp.rights.rules import SALES
from salesapp.statements import Made
from salesapp.web import clock
from salesapp.web.drawn import all_of
from salesapp.words import ngettext

NO_BILLS: Mapping[int, Sequence[Held]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment in a list."""

    id: int
    seq: int
    kind: str
    when: str
    planned_on: date | None
    amount: Decimal
    received: Decimal
    in_hand: Decimal
    written_off: Decimal
    open: Decimal
    state: State
    days: int
    late: str
    condition: str
    contract_id: int
    number: str = ""
    name: str = ""
    customer_id: int = 0
    customer: str = ""
    owner: str = ""
    #: The bills in hand that lie on it, where they are asked for.
    bills: Sequence[Held] = ()
    #: How it was drawn: see :mod:`salesapp.web.drawn`.
    drawn: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


def waits_words(kind: str) -> str:
    """Say what an instalment without a day waits for."""
    event = waits_for(kind)
    return event.label if event else ""


def line(row: Any, today: date, **named: Any) -> Line:
    """Put one instalment into words: a row of a list, or an instalment itself."""
    state = state_of(
        amount=row.amount, received=row.received, in_hand=row.in_hand, written_off=row.written_off,
        due_on=row.planned_on, as_of=today,
    )  # fmt: skip
    days = days_late(row.planned_on, today) if state is State.LATE else 0
    return Line(
        id=row.id, seq=row.seq, kind=NodeKind(row.kind).label, planned_on=row.planned_on, amount=row.amount,
        when="" if row.planned_on else waits_words(row.kind), received=row.received,
        in_hand=row.in_hand, written_off=row.written_off, open=row.amount - row.received - row.written_off, state=state,
        days=days,
        late=ngettext("%(num)d day", "%(num)d days", days) if days else "", condition=row.condition,
        contract_id=row.contract_id, **named,
    )  # fmt: skip


def listed(row: Any, today: date) -> Line:
    """Put a row of a list into words."""
    names = ("number", "name", "customer_id", "customer", "owner")
    return line(row, today, **{name: getattr(row, name) for name in names})


def lines(rows: Iterable[Line], bills: Mapping[int, Sequence[Held]] = NO_BILLS) -> Markup:
    """Return the lines of a list, each with the bills in hand that lie on it; those that look as they did as they were drawn."""
    shown = [replace(row, bills=bills[row.id], drawn={}) if row.id in bills else row for row in rows]
    return all_of("payments/nodes/_line.html", "line", shown)


def whose(user: User) -> bool:
    """Tell whether a person has instalments of their own beside those that they see."""
    return user.role in SALES


@dataclass(frozen=True, slots=True)
class Asked:
    """A write-off or a refund that was asked for, in a line."""

    id: int
    number: str
    what: Kind
    reason: str
    amount: Decimal
    state: Status


@dataclass(frozen=True, slots=True)
class Panel:
    """What a contract's page shows of its money."""

    contract_id: int
    customer_id: int
    lines: Sequence[Line]
    shares: Sequence[Any]  # rows of receipts.queries.shares
    paid: str
    received: Decimal
    open: Decimal
    advance: Decimal
    concessions: Sequence[Asked]
    may_book: bool
    may_ask: bool
    void: bool


def asks(contract_id: int, user: User) -> Sequence[Made]:
    """Return what finds the money of a contract: nothing before it is signed."""
    contract = receipts.on_its_page(contract_id)
    if contract is None or not (contract.status in SIGNED_OR_LATER or contract.received):
        return ()
    return (
        receipts.paid_and_shared(contract.customer_id),
        receipts.shares(contract.id),
        concessions.of_contract(contract.id),
    )


def panel(contract_id: int, user: User, *found: Sequence[Any]) -> Panel | None:
    """Return what the page of a contract shows of its money, by the rows of what it asks."""
    contract = receipts.on_its_page(contract_id)
    if contract is None or not found:
        return None
    (paid,), shares, asked = found
    today = clock.today()
    rows = [line(node, today) for node in contract.payment_nodes]
    return Panel(
        contract_id=contract.id, customer_id=contract.customer_id, lines=rows, shares=shares,
        paid=paid_words(contract.received, contract.amount), received=contract.received,
        open=sum((row.open for row in rows), Decimal("0.00")), advance=receipts.left_of(paid),
        may_book=access.may_book(user), may_ask=access.may_chase(contract, user) and contract.status in SIGNED_OR_LATER,
        concessions=[Asked(one.id, one.number, Kind(one.kind), one.reason, one.amount, Status(one.status)) for one in asked],
        void=contract.status not in SIGNED_OR_LATER,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owing:
    """What a customer or an opportunity paid and owes, in a line."""

    count: int
    amount: Decimal
    received: Decimal
    late: Decimal
    advance: Decimal
    paid: str
    customer_id: int | None


def of_customer(customer_id: int, user: User) -> Owing | None:
    """Return what a customer paid and owes; nothing where there is neither contract nor advance."""
    if not access.sees_money(user):
        return None
    count, amount, received, late = queries.totals(user, clock.today(), customer_id=customer_id)
    advance = receipts.advance_of(customer_id)
    if not count and not advance:
        return None
    return Owing(
        count, amount, received, late, advance, paid_words(received, amount) if amount else "", customer_id
    )


def of_opportunity(opportunity_id: int, user: User) -> Owing | None:
    """Return what the contracts of an opportunity brought; nothing where none is signed."""
    if not access.sees_money(user):
        return None
    count, amount, received, late = queries.totals(user, clock.today(), opportunity_id=opportunity_id)
    return (
        Owing(count, amount, received, late, Decimal(0), paid_words(received, amount), None)
        if count
        else None
    )

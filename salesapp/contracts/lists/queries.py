"""Lists of contracts: filtered, searched, sorted, by keyset pages; small ones for a customer's or opportunity's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Row, Select, and_, func, not_, or_, select

from salesapp.accounts.models import User
from salesapp.chinese import phone_search
from salesapp.contracts.access import seen_by
from salesapp.contracts.approval.queries import waiting_for as approvals_for
from salesapp.contracts.endings import rules as endings
from salesapp.contracts.endings.models import ContractEnding
from salesapp.contracts.handoff.access import receives
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt, overdue
from salesapp.contracts.handoff.rules import OUT, WAITED_FOR, HandoffStatus, Receipt, is_due_today, is_overdue
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, SUBMITTABLE, Status, paid_words
from salesapp.contracts.signing.models import ContractSignature
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.queries import holds
from salesapp.customers.search.words.queries import found_by, matching
from salesapp.db import db
from salesapp.statements import Made, as_made, kept
from salesapp.web import pages, params

PAGE = 50
MINI = 20
SORTS = {"updated": Contract.updated_at, "amount": Contract.amount, "number": Contract.number}
#: How the value of a sort is read from a cursor.
READ = {"updated": params.moment, "amount": params.amount, "number": params.words}
SHORT_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; everything lives in the address. Unknown words fall back to the first choice."""

    view: str = ""
    text: str = ""
    sort: str = "updated"
    owner_id: int | None = None

    def __post_init__(self) -> None:
        if self.view not in VIEWS:
            object.__setattr__(self, "view", "")
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", "updated")

    def address(self) -> dict[str, str | int]:
        """Return what of this stands in an address; the first choices do not."""
        asked = {"view": self.view, "q": self.text, "owner": self.owner_id}
        kept = {name: value for name, value in asked.items() if value}
        return kept if self.sort == "updated" else kept | {"sort": self.sort}


def asked(args: Mapping[str, str]) -> Wanted:
    """Return what an address asks the list for."""
    view = "late" if args.get("late") else args.get("view", "")
    return Wanted(view, args.get("q", "")[:100], args.get("sort", "updated"), params.id_or(args.get("owner")))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    id: int
    number: str
    name: str
    customer_id: int
    customer: str
    amount: Decimal
    received: Decimal
    open_since: date | None
    status: str
    owner: str
    updated_at: datetime
    signed_on: date | None
    handoff_status: str | None
    handoff_due_on: date | None
    ended: str | None
    ended_on: date | None
    late: bool  # the hand-off (R41)
    near: bool
    unpaid: bool  # an instalment is overdue
    ends: str  # how it ended, or on which day it will

    @property
    def state(self) -> Status | endings.Kind:
        """Where it stands, or how it ended."""
        return endings.Kind(self.ended) if self.ended else Status(self.status)

    @property
    def state_words(self) -> str:
        """Where it stands in words, or how it ended, or on which day it will."""
        return self.ends or self.state.label

    @property
    def paid(self) -> str:
        """How much of it was received, once it is signed."""
        return paid_words(self.received, self.amount) if self.status in SIGNED_OR_LATER else ""

    @property
    def handoff_state(self) -> HandoffStatus | None:
        """Where its hand-off stands."""
        return HandoffStatus(self.handoff_status) if self.handoff_status else None

    @property
    def handoff_open(self) -> bool:
        """Whether somebody still waits for its hand-off."""
        return self.handoff_status in WAITED_FOR


COLUMNS = (
    Contract.id, Contract.number, Contract.name, Contract.customer_id, SHORT_CUSTOMER.label("customer"),
    Contract.amount, Contract.received, Contract.open_since, Contract.status,
    User.name.label("owner"), Contract.updated_at, ContractSignature.signed_on, Handoff.status.label("handoff_status"),
    Handoff.due_on.label("handoff_due_on"), ContractEnding.kind.label("ended"), ContractEnding.ended_on,
)  # fmt: skip

View = Callable[[User, date], ColumnElement[bool]]
VIEWS: dict[str, View] = {
    "": lambda user, today: Contract.status != Status.VOID,
    "mine": lambda user, today: and_(Contract.owner_id == user.id, Contract.status != Status.VOID),
    "waiting": lambda user, today: Contract.id.in_(waiting_for(user, today)),
    "check": lambda user, today: Contract.status.in_(SUBMITTABLE),
    "approving": lambda user, today: Contract.status == Status.APPROVING,
    "approved": lambda user, today: Contract.status == Status.APPROVED,
    "handoff": lambda user, today: Contract.status == Status.SIGNED,
    "late": lambda user, today: overdue(today),
    "done": lambda user, today: and_(
        Contract.status == Status.HANDED_OVER,
        or_(ContractEnding.id.is_(None), not_(endings.has_come(ContractEnding.ended_on, today))),
    ),
    "ended": lambda user, today: endings.has_come(ContractEnding.ended_on, today),
    "void": lambda user, today: Contract.status == Status.VOID,
}


def waiting_for(user: User, today: date) -> Select:
    """Select the ids of the contracts that wait for this person's decision or receipt."""
    seats = approvals_for(user, today)
    if receives(user):
        receipts = (
            select(Handoff.contract_id)
            .join(HandoffReceipt, HandoffReceipt.handoff_id == Handoff.id)
            .where(
                HandoffReceipt.department == user.role,
                HandoffReceipt.status == Receipt.WAITING,
                Handoff.status.in_(OUT),
            )
        )
        return receipts.union(seats).subquery().select()
    return seats


def _lines(user: User) -> Select:
    return (
        select(*COLUMNS)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .outerjoin(ContractSignature, ContractSignature.contract_id == Contract.id)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .outerjoin(ContractEnding, ContractEnding.contract_id == Contract.id)
        .where(seen_by(user))
    )


def _matching(user: User, wanted: Wanted, today: date) -> Select:
    query = _lines(user).where(VIEWS[wanted.view](user, today))
    if wanted.owner_id is not None:
        query = query.where(Contract.owner_id == wanted.owner_id)
    if phone_search.sought(wanted.text):
        return query.where(found_by(wanted.text))
    for term in search_text.terms(wanted.text):
        query = query.where(or_(holds(Contract.search_text, term), matching(term)))
    return query


def page(user: User, wanted: Wanted, cursor: str | None, *, today: date) -> pages.Page[Line]:
    """Return one page of contracts, the latest, largest or newest first."""
    key = SORTS[wanted.sort]
    query = _matching(user, wanted, today).order_by(key.desc(), Contract.id.desc()).limit(PAGE + 1)
    after = pages.read(cursor, READ[wanted.sort], params.record_id)
    if after is not None:
        query = query.where(pages.beyond(key, Contract.id, after, descending=True))
    rows = _read(query, today)
    return pages.cut(rows, PAGE, lambda line: (_plain(wanted.sort, line), line.id))


def _plain(sort: str, line: Line) -> str:
    value = {"updated": line.updated_at, "amount": line.amount, "number": line.number}[sort]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def first(user: User, wanted: Wanted, most: int, *, today: date, handed: bool = False) -> Sequence[Line]:
    """Return up to so many contracts of a filter; with ``handed`` only those with a hand-off."""
    key = SORTS[wanted.sort]
    query = _with_handoff(_matching(user, wanted, today), handed).order_by(key.desc(), Contract.id.desc())
    return _read(query.limit(most), today)


def among(user: User, ids: Collection[int], *, today: date, handed: bool = False) -> Sequence[Line]:
    """Return those of some contracts that a person may see; with ``handed`` those with a hand-off."""
    query = _with_handoff(_lines(user).where(Contract.id.in_(ids)), handed)
    return _read(query, today)


def _with_handoff(query: Select, wanted: bool) -> Select:
    return query.where(Handoff.id.is_not(None)) if wanted else query


def export(user: User, wanted: Wanted, *, today: date) -> Iterator[Line]:
    """Yield every contract of a filter, the latest first."""
    query = _matching(user, wanted, today).order_by(Contract.updated_at.desc(), Contract.id.desc())
    return (_line(row, today) for row in db.session.execute(query.execution_options(yield_per=500)))


def of_customer(customer_id: int, user: User, *, today: date) -> Sequence[Line]:
    """Return the contracts with a customer, the newest first."""
    return _read(_few(user, customer_id, column="customer_id"), today)


def of_opportunity(opportunity_id: int, user: User, *, today: date) -> Sequence[Line]:
    """Return the contracts that grew from an opportunity, the newest first."""
    return _read(_few(user, opportunity_id, column="opportunity_id"), today)


@kept
def _few(user: User, record_id: int, *, column: str) -> Select:
    return (
        _lines(user).where(Contract.__table__.c[column] == record_id).order_by(Contract.id.desc()).limit(MINI)
    )


def _read(query: Select | Made, today: date) -> list[Line]:
    return [_line(row, today) for row in db.session.execute(*as_made(query))]


def _line(row: Row, today: date) -> Line:
    hand_off = row.handoff_status, row.handoff_due_on
    late, near = is_overdue(*hand_off, today), is_due_today(*hand_off, today)
    unpaid = row.status in SIGNED_OR_LATER and row.open_since is not None and row.open_since < today
    ends = endings.how_words(endings.Kind(row.ended), row.ended_on, today) if row.ended else ""
    return Line(**row._mapping, late=late, near=near, unpaid=unpaid, ends=ends)

"""Lists of contracts: filtered, searched, sorted, by keyset pages; small ones for a customer's or opportunity's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.approval import StepStatus
from salesapp.contracts.handoff import Department, HandoffStatus, Receipt
from salesapp.contracts.models import ApprovalStep, Contract, Handoff, HandoffReceipt
from salesapp.contracts.rules import Status
from salesapp.contracts.sight import seen_by
from salesapp.customers.lists.queries import matching
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import db
from salesapp.web import clock, pages, params

PAGE = 50
MINI = 20
SORTS = {"updated": Contract.updated_at, "amount": Contract.amount, "number": Contract.number}
#: How the value of a sort is read from a cursor.
READ = {"updated": params.moment, "amount": params.amount, "number": params.words}
SHORT_CUSTOMER = func.coalesce(Customer.short_name, Customer.full_name)
IN_CHECK = (Status.DRAFT, Status.CHECKING, Status.REJECTED)


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    id: int
    number: str
    name: str
    customer_id: int
    customer: str
    amount: Decimal
    status: str
    owner: str
    updated_at: datetime
    signed_on: date | None
    handoff_status: str | None
    handoff_due_on: date | None

    @property
    def late(self) -> bool:
        """Whether the hand-off is overdue (R41)."""
        return self.status == Status.SIGNED and self.handoff_due_on < clock.today()

    @property
    def near(self) -> bool:
        """Whether the hand-off is due today."""
        return self.status == Status.SIGNED and self.handoff_due_on == clock.today()


COLUMNS = (
    Contract.id, Contract.number, Contract.name, Contract.customer_id, SHORT_CUSTOMER, Contract.amount, Contract.status,
    User.name, Contract.updated_at, Contract.signed_on, Handoff.status, Handoff.due_on,
)  # fmt: skip

View = Callable[[User, date], ColumnElement[bool]]
VIEWS: dict[str, View] = {
    "": lambda user, today: Contract.status != Status.VOID,
    "mine": lambda user, today: and_(Contract.owner_id == user.id, Contract.status != Status.VOID),
    "waiting": lambda user, today: Contract.id.in_(waiting_for(user)),
    "check": lambda user, today: Contract.status.in_(IN_CHECK),
    "approving": lambda user, today: Contract.status == Status.APPROVING,
    "approved": lambda user, today: Contract.status == Status.APPROVED,
    "handoff": lambda user, today: Contract.status == Status.SIGNED,
    "late": lambda user, today: and_(Contract.status == Status.SIGNED, Handoff.due_on < today),
    "done": lambda user, today: Contract.status == Status.HANDED_OVER,
    "void": lambda user, today: Contract.status == Status.VOID,
}


def waiting_for(user: User) -> Select:
    """Select the ids of the contracts that wait for this person's decision or receipt."""
    if user.role in tuple(Department):
        receipts = (
            select(Handoff.contract_id)
            .join(HandoffReceipt, HandoffReceipt.handoff_id == Handoff.id)
            .where(
                HandoffReceipt.department == user.role,
                HandoffReceipt.status == Receipt.WAITING,
                Handoff.status.in_((HandoffStatus.SENT, HandoffStatus.RETURNED)),
            )
        )
        return receipts.union(_steps_of(user)).subquery().select()
    return _steps_of(user)


def _steps_of(user: User) -> Select:
    query = select(ApprovalStep.contract_id).where(
        ApprovalStep.status == StepStatus.OPEN, ApprovalStep.role == user.role
    )
    if user.role == "supervisor":
        query = query.where(or_(ApprovalStep.team_id.is_(None), ApprovalStep.team_id == user.team_id))
    return query


def _lines(user: User) -> Select:
    return (
        select(*COLUMNS)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .where(seen_by(user))
    )


def _matching(user: User, wanted: Wanted, today: date) -> Select:
    query = _lines(user).where(VIEWS[wanted.view](user, today))
    if wanted.owner_id is not None:
        query = query.where(Contract.owner_id == wanted.owner_id)
    for term in search_text.terms(wanted.text):
        own = (Contract.number, Contract.name)
        found = [column.ilike(f"%{_escaped(term)}%", escape="\\") for column in own]
        query = query.where(or_(*found, matching(term)))
    return query


def _escaped(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def page(user: User, wanted: Wanted, cursor: str | None, *, today: date) -> pages.Page[Line]:
    """Return one page of contracts, the latest, largest or newest first."""
    key = SORTS[wanted.sort]
    query = _matching(user, wanted, today).order_by(key.desc(), Contract.id.desc()).limit(PAGE + 1)
    after = pages.read(cursor, READ[wanted.sort], params.record_id)
    if after is not None:
        query = query.where(pages.beyond(key, Contract.id, after, descending=True))
    rows = [Line(*row) for row in db.session.execute(query)]
    return pages.cut(rows, PAGE, lambda line: (_plain(wanted.sort, line), line.id))


def _plain(sort: str, line: Line) -> str:
    value = {"updated": line.updated_at, "amount": line.amount, "number": line.number}[sort]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def first(user: User, wanted: Wanted, most: int, *, today: date, handed: bool = False) -> Sequence[Line]:
    """Return up to so many contracts of a filter; with ``handed`` only those with a hand-off."""
    key = SORTS[wanted.sort]
    query = _with_handoff(_matching(user, wanted, today), handed).order_by(key.desc(), Contract.id.desc())
    return [Line(*row) for row in db.session.execute(query.limit(most))]


def among(user: User, ids: Collection[int], *, handed: bool = False) -> Sequence[Line]:
    """Return those of some contracts that a person may see; with ``handed`` those with a hand-off."""
    query = _with_handoff(_lines(user).where(Contract.id.in_(ids)), handed)
    return [Line(*row) for row in db.session.execute(query)]


def _with_handoff(query: Select, wanted: bool) -> Select:
    return query.where(Handoff.id.is_not(None)) if wanted else query


def export(user: User, wanted: Wanted, *, today: date) -> Iterator[Line]:
    """Yield every contract of a filter, the latest first."""
    query = _matching(user, wanted, today).order_by(Contract.updated_at.desc(), Contract.id.desc())
    return (Line(*row) for row in db.session.execute(query.execution_options(yield_per=500)))


def of_customer(customer_id: int, user: User) -> Sequence[Line]:
    """Return the contracts with a customer, the newest first."""
    return _few(_lines(user).where(Contract.customer_id == customer_id))


def of_opportunity(opportunity_id: int, user: User) -> Sequence[Line]:
    """Return the contracts that grew from an opportunity, the newest first."""
    return _few(_lines(user).where(Contract.opportunity_id == opportunity_id))


def _few(query: Select) -> Sequence[Line]:
    return [Line(*row) for row in db.session.execute(query.order_by(Contract.id.desc()).limit(MINI))]


@dataclass(frozen=True, slots=True)
class Asked:
    """One approval that waits for this person."""

    contract_id: int
    number: str
    name: str
    customer: str
    amount: Decimal
    owner: str
    owner_id: int
    submitted_by_id: int | None
    submitted_at: datetime
    due_on: date
    nonstandard: bool


def inbox(user: User) -> Sequence[Asked]:
    """Return the approvals that wait for this person's role, the most urgent first."""
    query = (
        select(
            Contract.id, Contract.number, Contract.name, SHORT_CUSTOMER, Contract.amount, User.name, Contract.owner_id,
            Contract.submitted_by_id, Contract.submitted_at, ApprovalStep.due_on, ~Contract.is_standard_text,
        )
        .join(ApprovalStep, ApprovalStep.contract_id == Contract.id)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .where(seen_by(user), ApprovalStep.status == StepStatus.OPEN, ApprovalStep.role == user.role)
        .where(Contract.owner_id != user.id, Contract.submitted_by_id != user.id)
        .order_by(ApprovalStep.due_on, Contract.id)
        .limit(200)
    )  # fmt: skip
    if user.role == "supervisor":
        query = query.where(or_(ApprovalStep.team_id.is_(None), ApprovalStep.team_id == user.team_id))
    return [Asked(*row) for row in db.session.execute(query)]

"""Lists of opportunities: searched, filtered, sorted, by keyset pages; those not followed up; those of a customer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from salesapp.accounts.models import User
from salesapp.customers.lists.queries import matching
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import db
from salesapp.opportunities import rules
from salesapp.opportunities.board import Wanted, details
from salesapp.opportunities.cards import Card, Yardstick
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.sight import reach, visible_to
from salesapp.web import clock, pages, params

PAGE = 50
PICK = 12
LATEST = date(9999, 12, 31)
#: What a list can be sorted by: the column, whether the largest comes first, how its value is written in a cursor.
SORTS = {
    "due": (func.coalesce(Opportunity.next_due_on, LATEST), False, lambda card: card.pace.due_on or LATEST),
    "updated": (Opportunity.updated_at, True, lambda card: card.updated_at),
    "amount": (Opportunity.amount, True, lambda card: card.amount),
    "close": (Opportunity.expected_close_on, False, lambda card: card.expected_close_on),
    "number": (Opportunity.number, True, lambda card: card.number),
}
READ = {
    "due": params.day, "updated": params.moment, "amount": params.amount, "close": params.day, "number": params.words,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for in the list; everything lives in the address."""

    text: str = ""
    status: str = rules.OPEN
    stage: str = ""
    owner_id: int | None = None
    board: Wanted = Wanted()
    sort: str = "due"

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what nobody offered is ignored."""
        owner, status, stage, sort = (args.get(name, "") for name in ("owner", "status", "stage", "sort"))
        return cls(
            text=args.get("q", "").strip()[:100],
            status=status if status in (*rules.STATUSES, "all") else rules.OPEN,
            stage=stage if stage in rules.STAGES else "",
            owner_id=params.id_or(owner),
            board=Wanted.read(args),
            sort=sort if sort in SORTS else "due",
        )

    def args(self, **changes) -> dict[str, str | int]:
        """Return the address of these filters, some of them changed."""
        of_board = {name: changes.pop(name) for name in tuple(changes) if hasattr(self.board, name)}
        one = replace(self, board=replace(self.board, **of_board), **changes)
        asked = {"q": one.text, "stage": one.stage, "owner": one.owner_id or ""}
        asked["status"] = one.status if one.status != rules.OPEN else ""
        asked["sort"] = one.sort if one.sort != "due" else ""
        return {name: value for name, value in asked.items() if value} | one.board.args()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the open ones in one's reach was asked for."""
        return self != Asked()


def page(
    user: User, asked: Asked, now: datetime, cursor: str | None = None, *, size: int = PAGE
) -> pages.Page[Card]:
    """Return one page of the opportunities that a person may see and asked for."""
    column, descending, position = _order(asked)
    after = _after(asked, cursor)
    order = (column.desc(), Opportunity.id.desc()) if descending else (column, Opportunity.id)
    picks = []
    for branch in reach(user, mine=asked.board.mine).branches:
        pick = _filtered(select(Opportunity.id), asked, now).where(branch).order_by(*order).limit(size + 1)
        picks.append(select((pick.where(after) if after is not None else pick).subquery().c.id))
    ids = union(*picks).subquery() if len(picks) > 1 else picks[0].subquery()
    query = details().where(Opportunity.id.in_(select(ids.c.id))).order_by(*order).limit(size + 1)
    yardstick = Yardstick.of(now)
    cards = [yardstick.card(row) for row in db.session.execute(query)]
    return pages.cut(cards, size, lambda card: (_written(position(card)), card.id))


def _order(asked: Asked):
    """Return the order asked for; each open opportunity has a due date, so that those are walked along their index."""
    if asked.sort == "due" and asked.status == rules.OPEN:
        return Opportunity.next_due_on, *SORTS["due"][1:]
    return SORTS[asked.sort]


def among(user: User, ids: Collection[int]) -> Sequence:
    """Return those of some opportunities that a person may see: (id, number, name)."""
    query = visible_to(user).where(Opportunity.id.in_(ids))
    return db.session.execute(
        query.with_only_columns(Opportunity.id, Opportunity.number, Opportunity.name)
    ).all()


def export(user: User, asked: Asked, now: datetime) -> Iterator[Card]:
    """Yield everything that the filters show, in the order of the list."""
    column, descending, _position = _order(asked)
    order = (column.desc(), Opportunity.id.desc()) if descending else (column, Opportunity.id)
    query = (
        _filtered(details(), asked, now).where(reach(user, mine=asked.board.mine).condition).order_by(*order)
    )
    yardstick = Yardstick.of(now)
    return (yardstick.card(row) for row in db.session.execute(query.execution_options(yield_per=500)))


def total(user: User, asked: Asked, now: datetime, most: int = 1000) -> int:
    """Return how many there are, counted up to a limit so that it stays cheap."""
    seen = reach(user, mine=asked.board.mine).condition
    ids = _filtered(select(Opportunity.id), asked, now).where(seen).limit(most + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def breaches(user: User, now: datetime, *, owner_id: int | None = None, limit: int = 100) -> list[Card]:
    """Return the open opportunities whose follow-up is overdue, the longest first (R24 漏跟进)."""
    query = (
        details()
        .where(Opportunity.status == rules.OPEN, Opportunity.next_due_on < clock.local(now).date())
        .where(reach(user).condition)
        .order_by(Opportunity.next_due_on, Opportunity.id)
        .limit(limit)
    )
    if owner_id is not None:
        query = query.where(Opportunity.owner_id == owner_id)
    yardstick = Yardstick.of(now)
    return [yardstick.card(row) for row in db.session.execute(query)]


def of_customer(customer_id: int, user: User, now: datetime | None = None) -> list[Card]:
    """Return the opportunities of a customer that a person may see: the open ones first, the latest first."""
    seen = visible_to(user).with_only_columns(Opportunity.id).where(Opportunity.customer_id == customer_id)
    query = details().where(Opportunity.id.in_(seen))
    query = query.order_by(Opportunity.status != rules.OPEN, Opportunity.updated_at.desc()).limit(PAGE)
    yardstick = Yardstick.of(now or clock.now())
    return [yardstick.card(row) for row in db.session.execute(query)]


def pick(term: str, user: User, *, customer_id: int | None = None, limit: int = PICK) -> Sequence:
    """Return open opportunities to choose from: (id, number, name, customer)."""
    query = (
        visible_to(user)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.status == rules.OPEN, *_words(term))
        .with_only_columns(
            Opportunity.id, Opportunity.number, Opportunity.name, func.coalesce(Customer.short_name, Customer.full_name)
        )
        .order_by(Opportunity.updated_at.desc())
        .limit(limit)
    )  # fmt: skip
    if customer_id is not None:
        query = query.where(Opportunity.customer_id == customer_id)
    return db.session.execute(query).all()


def _filtered(query: Select, asked: Asked, now: datetime) -> Select:
    query = query.where(*asked.board.conditions(now))
    if asked.status != "all":
        query = query.where(Opportunity.status == asked.status)
    if asked.stage:
        query = query.where(Opportunity.stage == asked.stage)
    if asked.owner_id is not None:
        query = query.where(Opportunity.owner_id == asked.owner_id)
    return query.where(*_words(asked.text))


def _words(text: str) -> list[ColumnElement[bool]]:
    """Return a condition for each word: in the name, the number, or the customer in any way one finds a customer."""
    found = []
    for term in search_text.terms(text):
        of_customers = select(Customer.id).where(matching(term))
        found.append(
            or_(
                Opportunity.name.icontains(term, autoescape=True), Opportunity.number.istartswith(term, autoescape=True),
                Opportunity.customer_id.in_(of_customers),
            )
        )  # fmt: skip
    return found


def _after(asked: Asked, cursor: str | None) -> ColumnElement[bool] | None:
    """Return the condition that a page begins after a cursor; one that somebody made up means from the start."""
    after = pages.read(cursor, READ[asked.sort], params.record_id)
    column, descending, _position = _order(asked)
    return pages.beyond(column, Opportunity.id, after, descending=descending) if after else None


def _written(value) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)

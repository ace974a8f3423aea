"""Lists of opportunities: searched, filtered, sorted, by keyset pages; those not followed up; those of a customer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import branches, far, reach, seen_by, sees_few, visible_to
from salesapp.opportunities.cadence.queries import overdue
from salesapp.opportunities.cards.queries import DETAILS, STORED, Card, Yardstick, card_of, cards_of
from salesapp.opportunities.lists.narrowing.queries import besides, compared, filtered, narrowed, words
from salesapp.opportunities.lists.rules import DECIDED, EVERY_STATUS, Asked
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.opportunities.sums.queries import added
from salesapp.opportunities.sums.rules import What
from salesapp.statements import Made, kept
from salesapp.web import clock, pages, params
from salesapp.web.drawn import read

PAGE = 50
MOST_COUNTED, MOST_COUNTED_SEARCHED = 1000, 200  # a search looks at every line that it counts
PICK = 12
LATEST = date(9999, 12, 31)
#: How a list is sorted: the column, whether the largest comes first, how its value is written in a cursor.
ORDERS = {
    "due": (func.coalesce(Opportunity.next_due_on, LATEST), False, lambda card: card.pace.due_on or LATEST),
    "updated": (Opportunity.updated_at, True, lambda card: card.updated_at),
    "amount": (Opportunity.counts(), True, lambda card: card.counted),
    "close": (Opportunity.expected_close_on, False, lambda card: card.expected_close_on),
    "number": (Opportunity.number, True, lambda card: card.number),
}
Conditions = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]
READ = {
    "due": params.day, "updated": params.moment, "amount": params.amount, "close": params.day, "number": params.words,
}  # fmt: skip


def page(
    user: User, asked: Asked, now: datetime, cursor: str | None = None, *, size: int = PAGE
) -> pages.Page[Card]:
    """Return one page of the opportunities that a person may see and asked for."""
    position, seen = _order(asked.sort, asked.status)[2], far(user, mine=asked.board.mine)
    after = pages.read(cursor, READ[asked.sort], params.record_id) or (None, None)
    values = (user, seen.team, seen.shared, *compared(asked, now), *after, size + 1)
    query: Select | Made
    if also := besides(asked, now):
        of_few = sees_few(user, asked.text)
        query = _put_together(*values, **_shape(asked), sort=asked.sort, more=also, of_few=of_few)
    else:
        query = _page(*values, **_shape(asked), sort=asked.sort)
    return pages.cut(cards_of(query, now), size, lambda card: (_written(position(card)), card.id))


def _shape(asked: Asked) -> dict[str, Any]:
    """Return which filters there are."""
    return {"mine": asked.board.mine, "chips": asked.board.chips, "status": asked.status}


@kept
def _page(*values: Any, mine: bool, chips: Sequence[str], status: str, sort: str) -> Select:
    return _put_together(*values, mine=mine, chips=chips, status=status, sort=sort, more=())


def _put_together(
    user: User, team: Sequence[int] | None, shared: Sequence[int] | None,
    today: date, month: date, next_month: date, stuck: datetime, grade: str, stage: str | None, owner_id: int | None,
    value: Any, last_id: int | None, size: int,
    *, mine: bool, chips: Sequence[str], status: str, sort: str, more: Sequence[ColumnElement[bool]], of_few: bool = False,
) -> Select:  # fmt: skip
    column, descending, _position = _order(sort, status)
    order = (column.desc(), Opportunity.id.desc()) if descending else (column, Opportunity.id)
    asked = (today, month, next_month, stuck, grade, stage, owner_id)
    pick = narrowed(select(Opportunity.id), *asked, chips=chips, status=status).where(*more)
    if last_id is not None:
        pick = pick.where(pages.beyond(column, Opportunity.id, (value, last_id), descending=descending))
    picks = [
        select(pick.where(branch, *piece).order_by(*(walk or order)).limit(size).subquery().c.id)
        for branch in branches(user, team, shared, mine=mine, of_few=of_few)
        for piece, walk in _walks(sort, status)
    ]
    ids = union(*picks).subquery() if len(picks) > 1 else picks[0].subquery()
    return DETAILS.where(Opportunity.id.in_(select(ids.c.id))).order_by(*order).limit(size)


def _order(sort: str, status: str):
    """Return the order asked for; each open opportunity has a due date, so that those are walked along their index."""
    if sort == "due" and status == Status.OPEN:
        return Opportunity.next_due_on, *ORDERS["due"][1:]
    return ORDERS[sort]


def _walks(sort: str, status: str) -> list[tuple[Conditions, Conditions]]:
    """Return the pieces of a list that are each walked along an index: conditions, and the order, where not that of the list.

    Several statuses are a piece each; what has no due date comes after what has one.
    """
    several = {EVERY_STATUS: tuple(Status), DECIDED: (Status.WON, Status.LOST)}.get(status)
    if status == Status.OPEN or (several and sort in ("updated", "number")):  # an index has them all
        return [((), ())]
    of = [(Opportunity.status == one,) for one in several] if several else [()]
    if sort != "due":
        return [(piece, ()) for piece in of]
    due, by_id = Opportunity.next_due_on, (Opportunity.id,)
    return [
        found
        for piece in of
        for found in (((*piece, due.is_not(None)), (due, *by_id)), ((*piece, due.is_(None)), by_id))
    ]


def among(user: User, ids: Collection[int]) -> Sequence:
    """Return those of some opportunities that a person may see: (id, number, name)."""
    query = visible_to(user).where(Opportunity.id.in_(ids))
    return db.session.execute(
        query.with_only_columns(Opportunity.id, Opportunity.number, Opportunity.name)
    ).all()


def export(user: User, asked: Asked, now: datetime) -> Iterator[Card]:
    """Yield everything that the filters show, in the order of the list."""
    column, descending, _position = _order(asked.sort, asked.status)
    order = (column.desc(), Opportunity.id.desc()) if descending else (column, Opportunity.id)
    query = filtered(DETAILS, asked, now).where(reach(user, mine=asked.board.mine).condition).order_by(*order)
    yardstick = Yardstick.of(now)
    rows = db.session.execute(query.execution_options(yield_per=500))
    return (card_of(read(STORED, row), yardstick) for row in rows)


def total(user: User, asked: Asked, now: datetime) -> str:
    """Return how many there are, as it is shown: counted up to a limit, so that it stays cheap however many fit."""
    most = MOST_COUNTED_SEARCHED if asked.text else MOST_COUNTED
    seen = far(user, mine=asked.board.mine)
    values = (user, seen.team, seen.shared, *compared(asked, now), most + 1)
    if also := besides(asked, now):
        of_few = sees_few(user, asked.text)
        found = db.session.scalar(_up_to(*values, **_shape(asked), more=also, of_few=of_few)) or 0
    else:
        found = db.session.scalar(*_total(*values, **_shape(asked))) or 0
    return f"{most}+" if found > most else str(found)


@kept
def _total(*values: Any, mine: bool, chips: Sequence[str], status: str) -> Select:
    return _up_to(*values, mine=mine, chips=chips, status=status, more=())


def _up_to(
    user: User, team: Sequence[int] | None, shared: Sequence[int] | None,
    today: date, month: date, next_month: date, stuck: datetime, grade: str, stage: str | None, owner_id: int | None,
    most: int,
    *, mine: bool, chips: Sequence[str], status: str, more: Sequence[ColumnElement[bool]], of_few: bool = False,
) -> Select:  # fmt: skip
    asked = (today, month, next_month, stuck, grade, stage, owner_id)
    ids = narrowed(select(Opportunity.id), *asked, chips=chips, status=status).where(*more)
    seen = or_(*branches(user, team, shared, mine=mine, of_few=of_few))
    return select(func.count()).select_from(ids.where(seen).limit(most).subquery())


def breaches(
    user: User, now: datetime, *, owner_id: int | None = None, cursor: str | None = None, size: int = 100
) -> pages.Page[Card]:
    """Return the open opportunities whose follow-up is overdue, the longest first (R24 漏跟进)."""
    query = DETAILS.where(*_breached(user, now, owner_id)).order_by(Opportunity.next_due_on, Opportunity.id)
    after = pages.read(cursor, params.day, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Opportunity.next_due_on, Opportunity.id, after, descending=False))
    cards = cards_of(query.limit(size + 1), now)
    return pages.cut(cards, size, lambda card: (card.pace.due_on, card.id))


def breached(user: User, now: datetime, *, owner_id: int | None = None) -> int:
    """Return how many there are of them."""
    yesterday = clock.local(now).date() - timedelta(days=1)
    return sum(
        many for *_of, many, _lapsed in added(What.DUE, reach(user), last=yesterday, owner_id=owner_id)
    )


def _breached(user: User, now: datetime, owner_id: int | None) -> list[ColumnElement[bool]]:
    mine = [] if owner_id is None else [Opportunity.owner_id == owner_id]
    return [overdue(clock.local(now).date()), reach(user).condition, *mine]


def of_customer(customer_id: int, user: User, now: datetime | None = None) -> list[Card]:
    """Return the opportunities of a customer that a person may see: the open ones first, the latest first."""
    return cards_of(_of_customer(user, customer_id), now or clock.now())


@kept
def _of_customer(user: User, customer_id: int) -> Select:
    query = DETAILS.where(Opportunity.customer_id == customer_id, seen_by(user))
    return query.order_by(Opportunity.status != Status.OPEN, Opportunity.updated_at.desc()).limit(PAGE)


def pick(term: str, user: User, *, customer_id: int | None = None, limit: int = PICK) -> Sequence:
    """Return open opportunities to choose from: (id, number, name, customer)."""
    query = (
        select(
            Opportunity.id, Opportunity.number, Opportunity.name, func.coalesce(Customer.short_name, Customer.full_name)
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.status == Status.OPEN, seen_by(user, of_few=sees_few(user, term)), *words(term))
        .order_by(Opportunity.updated_at.desc())
        .limit(limit)
    )  # fmt: skip
    if customer_id is not None:
        query = query.where(Opportunity.customer_id == customer_id)
    return db.session.execute(query).all()


def _written(value) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)

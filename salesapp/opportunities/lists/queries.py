"""Lists of opportunities: searched, filtered, sorted, by keyset pages; those not followed up; those of a customer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from salesapp.accounts.models import User
from salesapp.chinese import phone_search
from salesapp.customers.lists.queries import found_by, matching
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.queries import holds
from salesapp.db import db
from salesapp.opportunities.access import reach, seen_by, visible_to
from salesapp.opportunities.cadence.queries import overdue
from salesapp.opportunities.cards.queries import DETAILS, Card, Yardstick, card_of, cards_of
from salesapp.opportunities.lists.rules import Asked, Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.opportunities.sums.queries import added
from salesapp.opportunities.sums.rules import What
from salesapp.policies.queries import policy
from salesapp.statements import kept
from salesapp.web import clock, pages, params
from salesapp.web.months import month_after

PAGE = 50
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
READ = {
    "due": params.day, "updated": params.moment, "amount": params.amount, "close": params.day, "number": params.words,
}  # fmt: skip


def days(now: datetime) -> tuple[date, date, date, datetime]:
    """Return what the chips are asked with: today, this month's first day and the next one's, since when it is too long."""
    today = clock.local(now).date()
    first = today.replace(day=1)
    return today, first, month_after(first), now - timedelta(days=policy("board_stuck_days"))


def filters(
    today: date, first: date, after: date, stuck: datetime, grade: str
) -> dict[str, ColumnElement[bool]]:
    """Return the condition behind each chip: one grade, not followed up, expected this month, too long in a stage."""
    return {
        "grade": Opportunity.grade == grade,
        "late": overdue(today),
        "month": (Opportunity.expected_close_on >= first) & (Opportunity.expected_close_on < after),
        "stuck": Opportunity.stage_since < stuck,
    }


def _expected_in(month: date, today: date) -> ColumnElement[bool]:
    """Return which deals a month of the forecast counts: those of the present one include what is past its day."""
    until = Opportunity.expected_close_on < month_after(month)
    return until if month == today.replace(day=1) else until & (Opportunity.expected_close_on >= month)


def conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """Return the filters that a person chose as conditions."""
    if not wanted.narrowed:
        return []
    found = filters(*days(now), wanted.grade)
    return [found[name] for name in wanted.chips]


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
    query = DETAILS.where(Opportunity.id.in_(select(ids.c.id))).order_by(*order).limit(size + 1)
    return pages.cut(cards_of(query, now), size, lambda card: (_written(position(card)), card.id))


def _order(asked: Asked):
    """Return the order asked for; each open opportunity has a due date, so that those are walked along their index."""
    if asked.sort == "due" and asked.status == Status.OPEN:
        return Opportunity.next_due_on, *ORDERS["due"][1:]
    return ORDERS[asked.sort]


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
        _filtered(DETAILS, asked, now).where(reach(user, mine=asked.board.mine).condition).order_by(*order)
    )
    yardstick = Yardstick.of(now)
    return (card_of(row, yardstick) for row in db.session.execute(query.execution_options(yield_per=500)))


def total(user: User, asked: Asked, now: datetime, most: int = 1000) -> int:
    """Return how many there are, counted up to a limit so that it stays cheap."""
    seen = reach(user, mine=asked.board.mine).condition
    ids = _filtered(select(Opportunity.id), asked, now).where(seen).limit(most + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


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
        .where(Opportunity.status == Status.OPEN, seen_by(user), *_words(term))
        .order_by(Opportunity.updated_at.desc())
        .limit(limit)
    )  # fmt: skip
    if customer_id is not None:
        query = query.where(Opportunity.customer_id == customer_id)
    return db.session.execute(query).all()


def _filtered(query: Select, asked: Asked, now: datetime) -> Select:
    query = query.where(*conditions(asked.board, now))
    if asked.decided:
        query = query.where(Opportunity.status.in_((Status.WON, Status.LOST)))
    elif not asked.every_status:
        query = query.where(Opportunity.status == asked.status)
    if asked.stage:
        query = query.where(Opportunity.stage == asked.stage)
    if asked.owner_id is not None:
        query = query.where(Opportunity.owner_id == asked.owner_id)
    if asked.closed:
        ended = (Opportunity.closed_on >= asked.closed, Opportunity.closed_on < month_after(asked.closed))
        query = query.where(*ended)
    if asked.expected:
        query = query.where(_expected_in(asked.expected, clock.local(now).date()))
    return query.where(*_words(asked.text))


def _words(text: str) -> list[ColumnElement[bool]]:
    """Return a condition for each word: in the name in any way one finds a name, the number, or the customer."""
    if phone_search.sought(text):
        return [Opportunity.customer_id.in_(select(Customer.id).where(found_by(text)))]
    found = []
    for term in search_text.terms(text):
        of_customers = select(Customer.id).where(matching(term))
        found.append(
            or_(
                holds(Opportunity.search_text, term),
                Opportunity.customer_id.in_(of_customers),
            )
        )
    return found


def _after(asked: Asked, cursor: str | None) -> ColumnElement[bool] | None:
    """Return the condition that a page begins after a cursor; one that somebody made up means from the start."""
    after = pages.read(cursor, READ[asked.sort], params.record_id)
    column, descending, _position = _order(asked)
    return pages.beyond(column, Opportunity.id, after, descending=descending) if after else None


def _written(value) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)

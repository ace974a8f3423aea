"""The opportunities behind one bar of a picture, by the conditions that it is counted by (R24)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, false, func, select, true

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.home.figures.rules import months_from
from salesapp.home.pictures.queries import aged, came_to, ended, opened, seen
from salesapp.home.pictures.rules import AGES, WON, By
from salesapp.home.pictures.shares.rules import PLACES
from salesapp.opportunities.cards.queries import DETAILS, Card, cards_of
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.reviews.queries import of_ending
from salesapp.opportunities.rules import ENDINGS, Status
from salesapp.planner import off_index
from salesapp.web import clock, pages, params
from salesapp.web.spans import Span

PAGE = 50


def records(
    user: User, by: By, key: str, result: str, days: Span, now: datetime, cursor: str | None
) -> pages.Page[Card]:
    """Return a page of the opportunities behind one bar, the latest first."""
    query = DETAILS.where(seen(user), *behind(by, key, days, clock.local(now).date()))
    if result in ENDINGS:
        query = query.where(Opportunity.status == result)
    after = pages.read(cursor, params.record_id)
    if after is not None:
        query = query.where(Opportunity.id < after[0])
    cards = cards_of(query.order_by(Opportunity.id.desc()).limit(PAGE + 1), now)
    return pages.cut(cards, PAGE, lambda card: (card.id,))


def behind(by: By, key: str, days: Span, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the opportunities that one bar counts; of a key that nobody offered: none."""
    decided, every = ended(days, Status.WON, Status.LOST), ended(days, *ENDINGS)
    reviewed = select(Opportunity.id).join(OpportunityReview, of_ending())
    match by:
        case By.FUNNEL if key == WON:
            return (*opened(days), Opportunity.status == Status.WON)
        case By.FUNNEL if key in PLACES:
            return (*opened(days), came_to(PLACES[key]))
        case By.FORECAST if month := params.month_or_none(key):
            return _expected(month, today)
        case By.GRADE:
            return (*decided, off_index(Opportunity.grade) == key)
        case By.INDUSTRY:
            return (*decided, _of_customer(off_index(Customer.industry).startswith(key, autoescape=True)))
        case By.SOURCE:
            return (*decided, _of_customer(off_index(Customer.source_channel) == key))
        case By.AGE:
            stage, _colon, nth = key.partition(":")
            if stage in PLACES and nth in map(str, range(len(AGES) + 1)):
                return (Opportunity.status == Status.OPEN, Opportunity.stage == stage, aged(int(nth), today))
        case By.CAUSE:
            told = select(OpportunityReview.cause).where(of_ending()).correlate(Opportunity).scalar_subquery()
            return (*every, func.coalesce(told, Opportunity.close_reason) == key)
        case By.RIVAL:
            return (*every, Opportunity.id.in_(reviewed.where(OpportunityReview.rival == key)))
    return (false(),)


def _of_customer(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition of what is of such a customer, asked of each: no list of customers is gone through first."""
    of = select(Customer.id).where(Customer.id == Opportunity.customer_id, condition)
    return of.correlate(Opportunity).exists()


def _expected(month: date, today: date) -> tuple[ColumnElement[bool], ...]:
    following = months_from(month, 2)[1]
    is_now = (month.year, month.month) == (today.year, today.month)
    since = true() if is_now else Opportunity.expected_close_on >= month
    return (Opportunity.status == Status.OPEN, since, Opportunity.expected_close_on < following)

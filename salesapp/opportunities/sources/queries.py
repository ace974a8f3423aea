"""What each channel and each referrer brought: rows of lists, contacts, customers, opportunities (R13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities import access
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.lists.access import visible_to
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import Result

MOST_REFERRERS = 50
PAGE = 50


def rows(user: User) -> Sequence[Row]:
    """Return for each channel how many rows a person sees, how many were contacted, and how many became customers."""
    return db.session.execute(_counted(user, Prospect.channel).order_by(func.count().desc())).all()


def referrers(user: User) -> Sequence[Row]:
    """Return the same for each referrer, whoever brought most first."""
    query = _counted(user, Prospect.referrer).where(Prospect.referrer.is_not(None))
    return db.session.execute(
        query.order_by(func.count().desc(), Prospect.referrer).limit(MOST_REFERRERS)
    ).all()


def _counted(user: User, by: Any) -> Select:
    contacted = func.sum(case((Prospect.contacted_at.is_not(None), 1), else_=0))
    customers = func.sum(case((Prospect.result == Result.CUSTOMER, 1), else_=0))
    columns = (
        by.label("key"),
        func.count().label("rows"),
        contacted.label("contacted"),
        customers.label("customers"),
    )
    return visible_to(user).with_only_columns(*columns).group_by(by)


def opportunities(user: User, by: Any) -> dict[str | None, tuple[int, int]]:
    """Return how many opportunities were opened with the customers that came from lists, and how many were won."""
    won = func.sum(case((Opportunity.status == Status.WON, 1), else_=0))
    query = _of_origins(user).with_only_columns(by, func.count(), won).group_by(by)
    return {key: (count, many) for key, count, many in db.session.execute(query)}


def lines(user: User, channel: str, referrer: str, after: int | None) -> Sequence[Row]:
    """Return one page, and one more, of the opportunities of a channel or a referrer, the latest first."""
    query = (
        _of_origins(user)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .with_only_columns(
            Opportunity.id, Opportunity.number, Opportunity.name, Opportunity.status, Opportunity.amount,
            func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        )
        .order_by(Opportunity.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    for column, value in ((CustomerOrigin.channel, channel), (CustomerOrigin.referrer, referrer)):
        if value:
            query = query.where(column == value)
    if after is not None:
        query = query.where(Opportunity.id < after)
    return db.session.execute(query).all()


def _of_origins(user: User) -> Select:
    """Select the opportunities that a person sees of customers that came from rows that they see."""
    seen = visible_to(user).with_only_columns(Prospect.id)
    query = access.visible_to(user).join(
        CustomerOrigin, CustomerOrigin.customer_id == Opportunity.customer_id
    )
    return query.where(CustomerOrigin.prospect_id.in_(seen))

"""What each channel and each referrer brought: rows of lists, contacts, customers, opportunities (R13)."""

from __future__ import annotations

from collections.abc import Sequence

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
from salesapp.prospecting.rows.queries import came_in
from salesapp.web.spans import Span

PAGE = 50


def rows(user: User, days: Span | None = None) -> Sequence[Row]:
    """Return for each channel and referrer how many rows a person sees, how many were contacted, how many are customers.

    ``days`` are those in which the rows came into their lists.
    """
    contacted = func.sum(case((Prospect.contacted_at.is_not(None), 1), else_=0))
    customers = func.sum(case((Prospect.result == Result.CUSTOMER, 1), else_=0))
    by = (Prospect.channel, Prospect.referrer)
    counted = (func.count().label("rows"), contacted.label("contacted"), customers.label("customers"))
    query = visible_to(user).with_only_columns(*by, *counted).group_by(*by)
    return db.session.execute(query.where(came_in(days)) if days else query).all()


def opportunities(user: User, days: Span | None = None) -> Sequence[Row]:
    """Return, by channel and referrer, how many opportunities came of customers that came from lists, and how many were won."""
    won = func.sum(case((Opportunity.status == Status.WON, 1), else_=0))
    by = (CustomerOrigin.channel, CustomerOrigin.referrer)
    query = (
        _of_origins(user, days)
        .with_only_columns(*by, func.count().label("opened"), won.label("won"))
        .group_by(*by)
    )
    return db.session.execute(query).all()


def lines(
    user: User, channel: str, referrer: str, after: int | None, days: Span | None = None
) -> Sequence[Row]:
    """Return one page, and one more, of the opportunities of a channel or a referrer, the latest first."""
    query = (
        _of_origins(user, days)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .with_only_columns(
            Opportunity.id, Opportunity.number, Opportunity.name, Opportunity.status, Opportunity.counts().label("amount"),
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


def _of_origins(user: User, days: Span | None) -> Select:
    """Select the opportunities that a person sees of customers that came from rows that they see."""
    seen = visible_to(user).whereclause
    query = (
        access.visible_to(user)
        .join(CustomerOrigin, CustomerOrigin.customer_id == Opportunity.customer_id)
        .join(Prospect, Prospect.id == CustomerOrigin.prospect_id)
    )
    query = query if seen is None else query.where(seen)
    return query.where(came_in(days)) if days else query

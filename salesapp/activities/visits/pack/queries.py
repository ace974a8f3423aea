"""What one takes along to the visits of a day, read for all of them at once: records, promises, needs, opportunities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.activities.models import Activity, Need, Promise
from salesapp.activities.queries import their_names
from salesapp.activities.visits import access
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import AGREED, Status
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import visible_to as visible_opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock

#: Of each customer: records, needs.
RECORDS, NEEDS = 3, 6


def of_day(user: User, day: date) -> Sequence[Visit]:
    """Return a person's visits of a day that are still to be made, in the order of their time."""
    query = (
        select(Visit)
        .where(
            access.goes(user), Visit.starts_at >= clock.at(day), Visit.starts_at <= clock.end_of(day),
            Visit.status.in_((Status.PLANNED, *AGREED)),
        )
        .order_by(Visit.starts_at, Visit.id)
        .options(
            joinedload(Visit.customer), joinedload(Visit.opportunity), joinedload(Visit.owner), selectinload(Visit.contacts),
            selectinload(Visit.preparation), selectinload(Visit.companions).joinedload(VisitCompanion.user),
        )
    )  # fmt: skip
    return db.session.scalars(query).unique().all()


def seen(ids: Collection[int], user: User) -> set[int]:
    """Return which of some customers a person sees."""
    query = customers.visible_to(user).where(Customer.id.in_(ids)).with_only_columns(Customer.id)
    return set(db.session.scalars(query.order_by(None)))


def records(ids: Collection[int]) -> dict[int, list[Row]]:
    """Return the last records of each of some customers, the latest first."""
    rank = func.row_number().over(
        partition_by=Activity.customer_id, order_by=(Activity.started_at.desc(), Activity.id.desc())
    )
    ranked = (
        select(
            Activity.id, Activity.customer_id, Activity.started_at, Activity.channel, Activity.summary, Activity.need_payoff,
            Activity.feedback, Activity.conclusion, their_names(Activity.id).label("people"), rank.label("rank"),
        )
        .where(Activity.customer_id.in_(ids))
        .subquery()
    )  # fmt: skip
    query = select(ranked).where(ranked.c.rank <= RECORDS).order_by(ranked.c.customer_id, ranked.c.rank)
    return _by_customer(query)


def promises(ids: Collection[int]) -> dict[int, list[Row]]:
    """Return what either side promised and has not kept yet, by customer, what is due first on top."""
    query = (
        select(Activity.customer_id, Promise.side, Promise.content, Promise.due_on, Promise.done_at)
        .join(Activity, Activity.id == Promise.activity_id)
        .where(Activity.customer_id.in_(ids), Promise.done_at.is_(None))
        .order_by(Promise.due_on.is_(None), Promise.due_on, Promise.id)
    )
    return _by_customer(query)


def needs(ids: Collection[int]) -> dict[int, list[Row]]:
    """Return the latest needs of each of some customers."""
    rank = func.row_number().over(partition_by=Activity.customer_id, order_by=Need.id.desc())
    ranked = (
        select(
            Activity.customer_id, Need.content, Need.value, Need.unit, Need.source, rank.label("rank")
        )
        .join(Activity, Activity.id == Need.activity_id)
        .where(Activity.customer_id.in_(ids))
        .subquery()
    )  # fmt: skip
    return _by_customer(select(ranked).where(ranked.c.rank <= NEEDS).order_by(ranked.c.rank))


def opportunities(ids: Collection[int], user: User) -> dict[int, list[Row]]:
    """Return the open opportunities of some customers that a person sees, the largest first."""
    query = (
        visible_opportunities(user)
        .where(Opportunity.customer_id.in_(ids), Opportunity.status == "open")
        .with_only_columns(
            Opportunity.customer_id, Opportunity.number, Opportunity.name, Opportunity.grade, Opportunity.amount,
            Opportunity.stage, Opportunity.status, Opportunity.expected_close_on,
        )
        .order_by(None)
        .order_by(Opportunity.amount.desc(), Opportunity.id)
    )  # fmt: skip
    return _by_customer(query)


def _by_customer(query: Any) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.customer_id, []).append(row)
    return found

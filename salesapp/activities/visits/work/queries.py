"""What visits ask for: a time agreed with the customer, three things in the bag, and the record afterwards (R16, R17, F05)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select

from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.preparation.models import VisitItem
from salesapp.activities.visits.preparation.rules import FIXED
from salesapp.activities.visits.queries import ABOUT
from salesapp.activities.visits.rules import BOOK_AHEAD, OPEN, UNBOOKED, Status, end_of
from salesapp.activities.visits.work.rules import BOOKING, PREPARATION, RECORD
from salesapp.calendar.queries import work_calendar
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

VISIT = "visit"


def askers() -> Select:
    """Select the visits that ask for something: the open ones."""
    return select(Visit.id).where(Visit.status.in_(OPEN))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these visits ask for now of whoever goes."""
    lacking: dict[int, list[str]] = {}
    things = select(VisitItem.visit_id, VisitItem.item).where(
        VisitItem.visit_id.in_(ids), VisitItem.item.in_(FIXED), VisitItem.done_at.is_(None)
    )
    for visit_id, item in db.session.execute(things.order_by(VisitItem.id)):
        lacking.setdefault(visit_id, []).append(str(item))
    query = (
        askers()
        .add_columns(
            Visit.number, Visit.kind, Visit.status, Visit.owner_id, Visit.starts_at, Visit.ends_at, Visit.purpose, Visit.place,
            Visit.created_at, Visit.told_at, func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        )
        .join(Customer, Customer.id == Visit.customer_id)
        .where(Visit.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        yield from _items(row, lacking.get(row.id, []))


def _items(row: Row, lacking: Sequence[str]) -> Iterator[Item]:
    if row.status in UNBOOKED:
        ahead = row.starts_at and clock.at(clock.local(row.starts_at).date() - BOOK_AHEAD)
        since = row.told_at if row.status == Status.MOVED else row.created_at
        yield _item(row, BOOKING, since=since, shown_from=ahead or since, due_at=row.starts_at)
    if row.status == Status.BOOKED and lacking:
        day = work_calendar().add_working_days(clock.local(row.starts_at).date(), -1)
        yield _item(
            row,
            PREPARATION,
            since=row.told_at,
            shown_from=clock.at(day),
            due_at=row.starts_at,
            lacking=lacking,
        )
    if row.status in (Status.BOOKED, Status.UNDER_WAY):
        ends_at = end_of(row.starts_at, row.ends_at, minutes=policy("visit_length_minutes"))
        due_at = ends_at + timedelta(hours=policy("record_hours"))
        day = clock.local(row.starts_at).date()
        yield _item(
            row,
            RECORD,
            since=row.told_at,
            shown_from=clock.at(day),
            due_at=due_at,
            ends_at=ends_at.isoformat(),
        )


def _item(row: Row, kind: str, *, since: Any, shown_from: Any, due_at: Any, **more: Any) -> Item:
    facts = {name: getattr(row, name) for name in ("number", "kind", "purpose", "place", "customer")}
    facts["starts_at"] = row.starts_at and row.starts_at.isoformat()
    return Item(
        kind=kind, subject_type=VISIT, subject_id=row.id, user_id=row.owner_id, since=since, shown_from=shown_from,
        due_at=due_at, facts=facts | more,
    )  # fmt: skip


def _of_customer(customer: Customer) -> Select:
    return askers().where(Visit.customer_id == customer.id)


SOURCE = Source(
    subject_type=VISIT,
    derive=derive,
    askers=askers,
    about=ABOUT.get,
    touched_by={
        Visit: Touch(lambda row: [row.id]),
        VisitItem: Touch(lambda row: [row.visit_id]),
        Customer: Touch(_of_customer, CALLED_BY),
    },
)

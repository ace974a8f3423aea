"""What rows of lists ask of people: the first contact, by the planned day (R14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import Select, and_, or_, select

from salesapp.db import db
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.lists.rules import Result, agreed_time, due_on
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

PROSPECT = FIRST_CONTACT = "prospect"


def askers() -> Select:
    """Select the rows that wait for their first contact by somebody, or for the next one that was agreed."""
    again = and_(Prospect.result == Result.CONTACTED, Prospect.next_on.is_not(None))
    return select(Prospect.id).where(
        Prospect.owner_id.is_not(None), or_(Prospect.result == Result.TODO, again)
    )


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield the first contacts that are due of these rows."""
    person = select(ProspectPerson.name).where(
        ProspectPerson.prospect_id == Prospect.id, ProspectPerson.position == 0
    )
    query = (
        askers()
        .add_columns(
            Prospect.full_name, Prospect.owner_id, Prospect.planned_on, Prospect.next_on, Prospect.result, Prospect.assigned_at,
            Prospect.created_at, Prospect.call_at,
            ProspectList.name.label("list"), person.scalar_subquery().label("person"),
        )
        .join(ProspectList, ProspectList.id == Prospect.list_id)
        .where(Prospect.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        since, day = row.assigned_at or row.created_at, due_on(row.result, row.planned_on, row.next_on)
        yield Item(
            kind=FIRST_CONTACT, subject_type=PROSPECT, subject_id=row.id, user_id=row.owner_id, since=since, shown_from=since,
            due_at=clock.end_of(day) if day else None,
            facts={"name": row.full_name, "list": row.list, "person": row.person, "again": row.result == Result.CONTACTED}
            | _time(day, row.call_at),
        )  # fmt: skip


def _time(day: date | None, call_at: datetime | None) -> dict[str, str]:
    called = agreed_time(day, call_at and clock.local(call_at))
    return {"at": called.isoformat()} if called else {}


SOURCE = Source(
    subject_type=PROSPECT,
    derive=derive,
    askers=askers,
    touched_by={
        Prospect: Touch(lambda row: [row.id]),
        ProspectList: Touch(lambda row: askers().where(Prospect.list_id == row.id), ("name",)),
        ProspectPerson: Touch(lambda row: [row.prospect_id]),
    },
)

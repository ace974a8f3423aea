"""What requests for support ask for: an answer by a day; of the asker, to see to what is late and to read the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Row, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.support.models import SupportRequest
from salesapp.support.queries import about
from salesapp.support.rules import ANSWERED, OPEN, Status
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

REQUEST = "support_request"
ASKED, LATE, ANSWER = "support", "support_late", "support_answer"


def askers() -> Select:
    """Select the requests that ask for something: the open ones, and the answers that nobody has read."""
    unread = and_(SupportRequest.status.in_(ANSWERED), SupportRequest.read_at.is_(None))
    return select(SupportRequest.id).where(or_(SupportRequest.status.in_(OPEN), unread))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these requests ask for now."""
    asker, helper = aliased(User), aliased(User)
    query = (
        askers()
        .add_columns(
            SupportRequest.number, SupportRequest.what, SupportRequest.about, SupportRequest.customer, SupportRequest.role,
            SupportRequest.asked_id, SupportRequest.taken_by_id, SupportRequest.asked_by_id, SupportRequest.due_on,
            SupportRequest.asked_at, SupportRequest.status, SupportRequest.answer, SupportRequest.answered_at,
            asker.name.label("asker"), helper.name.label("helper"),
        )
        .join(asker, asker.id == SupportRequest.asked_by_id)
        .outerjoin(helper, helper.id == case(
            (SupportRequest.taken_by_id.is_not(None), SupportRequest.taken_by_id), else_=SupportRequest.asked_id
        ))
        .where(SupportRequest.id.in_(ids))
    )  # fmt: skip
    for row in db.session.execute(query):
        yield from _open(row) if row.status in OPEN else [_answered(row)]


def _open(row: Row) -> Iterator[Item]:
    """Yield the answer that is owed, and of the asker, from when it is late, to see to it."""
    due_at, person = clock.end_of(row.due_on), row.taken_by_id or row.asked_id
    yield _item(
        row, ASKED, user_id=person, role=None if person else row.role, since=row.asked_at, shown_from=row.asked_at,
        due_at=due_at, waiting=row.status == Status.ASKED, barred=[row.asked_by_id],
    )  # fmt: skip
    yield _item(row, LATE, user_id=row.asked_by_id, since=row.asked_at, shown_from=due_at, due_at=due_at)


def _answered(row: Row) -> Item:
    since = row.answered_at
    return _item(row, ANSWER, user_id=row.asked_by_id, since=since, shown_from=since, due_at=None)


def _item(row: Row, kind: str, **values: Any) -> Item:
    names = ("number", "what", "about", "customer", "role", "asker", "helper", "status", "answer")
    return Item(
        kind=kind, subject_type=REQUEST, subject_id=row.id, facts={name: getattr(row, name) for name in names}, **values
    )  # fmt: skip


def _of_person(user: User) -> Select:
    return askers().where(
        or_(
            SupportRequest.asked_by_id == user.id,
            SupportRequest.taken_by_id == user.id,
            SupportRequest.asked_id == user.id,
        )
    )


SOURCE = Source(
    subject_type=REQUEST,
    derive=derive,
    askers=askers,
    about=about,
    touched_by={
        SupportRequest: Touch(lambda row: [row.id]),
        User: Touch(_of_person, ("name",)),
    },
)

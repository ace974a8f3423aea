"""Rows of lists that join the round of calls: first contacts that are planned for today or were (R14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects.page import number
from salesapp.activities.calls.rules import Callee
from salesapp.activities.calls.rules import Result as Answer
from salesapp.activities.calls.sources.queries import columns
from salesapp.db import db
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.prospecting.lists import queries as lists
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import Result, agreed_time
from salesapp.statements import kept
from salesapp.web import clock
from salesapp.words import gettext as _

KIND = "prospect"


def due(user: User, now: datetime, *, most: int) -> list[Select]:
    """Select one's rows whose first contact is due, or the next one that was agreed."""
    today = clock.local(now).date()
    todo, contacted = Prospect.result == Result.TODO, Prospect.result == Result.CONTACTED
    return [
        _first_of(user, and_(todo, Prospect.planned_on.is_(None)), Prospect.planned_on, most),
        _first_of(user, and_(todo, Prospect.planned_on <= today), Prospect.planned_on, most),
        _first_of(user, and_(contacted, Prospect.next_on <= today), Prospect.next_on, most),
    ]


def _first_of(user: User, condition: ColumnElement[bool], day: Any, most: int) -> Select:
    """Build the query of the first rows of one kind: read off an index, however many a person has."""
    told = columns(
        KIND, Prospect.id, at=Prospect.call_at, day=day, place=Prospect.place, words=Prospect.result
    )
    query = select(*told).where(Prospect.owner_id == user.id, condition)
    return query.order_by(day, Prospect.place, Prospect.id).limit(most)


def callees(rows: Iterable[Row], now: datetime, *, most: int) -> Iterator[Callee]:
    """Yield the first of these rows as those to call, the high intent of a day first."""
    today = clock.local(now).date()
    for row in sorted(rows, key=lambda row: (row.day or date.min, row.place, row.id))[:most]:
        purpose = "" if row.words == Result.TODO else _("Contacted again")
        called = agreed_time(row.day, row.at and clock.local(row.at))
        yield Callee(f"{KIND}-{row.id}", None, called or clock.end_of(row.day or today), purpose)


def ahead(user: User, now: datetime, *, most: int) -> Iterator[Callee]:
    """Yield one's rows whose first contact is planned for a later day, for who has time left today."""
    query = select(Prospect.id, Prospect.planned_on).where(
        Prospect.owner_id == user.id,
        Prospect.result == Result.TODO,
        Prospect.planned_on > clock.local(now).date(),
    )
    for row in db.session.execute(
        query.order_by(Prospect.planned_on, Prospect.place, Prospect.id).limit(most)
    ):
        yield Callee(f"{KIND}-{row.id}", None, clock.end_of(row.planned_on))


def unwritten(customer_id: int, user: User) -> int | None:
    """Return the call that reached a row before it became this customer, where no record tells of it yet."""
    found: int | None = db.session.scalar(*_unwritten(customer_id, user))
    return found


@kept
def _unwritten(customer_id: int, user: User) -> Select:
    rows = select(Prospect.id).where(Prospect.customer_id == customer_id)
    query = select(Call.id).where(
        Call.prospect_id.in_(rows), Call.by_id == user.id, Call.result == Answer.REACHED,
        Call.activity_id.is_(None), Call.undone_at.is_(None),
    )  # fmt: skip
    return query.order_by(Call.at.desc(), Call.id.desc()).limit(1)


def by_mail(call_id: int, user: User) -> bool:
    """Tell whether what stands as a call of this person was a mail: its wording is one, or nobody there has a number."""
    call = db.session.get(Call, call_id)
    if call is None or call.by_id != user.id:
        return False
    if call.script_version is not None:
        return call.script_version.script.kind == ScriptKind.MAIL
    if call.prospect is not None:
        return not number(call.prospect)
    one = call.contact
    return one is not None and bool(one.email) and not (one.mobile or one.landline)


def became(prospect_id: int | None, customer_id: int) -> bool:
    """Tell whether a row became this customer."""
    row = db.session.get(Prospect, prospect_id) if prospect_id else None
    return row is not None and row.customer_id == customer_id


def find(prospect_id: int, user: User) -> Prospect | None:
    """Return a row that this person is still to contact, first or again."""
    row = lists.find(prospect_id, user)
    waits = row is not None and (row.result == Result.TODO or row.due_on is not None)
    return row if row is not None and waits and row.owner_id == user.id else None

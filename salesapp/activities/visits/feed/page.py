"""A person's visits as phones show them: customer, time and place; telephone numbers only where the person asked for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities.visits.feed import queries
from salesapp.activities.visits.rules import KIND_LABELS, Status, end_of
from salesapp.chinese import phones, regions
from salesapp.policies.queries import policy
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.work.kinds.rules import Appointment, Standing

STANDINGS = {
    Status.PLANNED: Standing.TENTATIVE,
    Status.MOVED: Standing.CANCELLED,
    Status.CANCELLED: Standing.CANCELLED,
}


def appointments(user: User, now: datetime, *, numbers: bool) -> Iterator[Appointment]:
    """Yield the visits of a person's calendar."""
    rows = queries.entries(user, now)
    people = queries.people([row.id for row in rows if row.seen]) if numbers else {}
    for row in rows:
        yield _appointment(row, people.get(row.id, []))


def _appointment(row: Row, people: Sequence[Any]) -> Appointment:
    words = _("Visit: %(customer)s (%(kind)s)", customer=row.customer, kind=KIND_LABELS[row.kind])
    if row.status == Status.CANCELLED:
        words = _("[Cancelled] %(words)s", words=words)
    elif row.status == Status.MOVED:
        words = _("[Moved, no new time yet] %(words)s", words=words)
    ends_at = end_of(row.begins, row.ends_at, minutes=policy("visit_length_minutes"))
    notes = [row.purpose, *(_person(each) for each in people)]
    return Appointment(
        uid=f"visit-{row.id}@salesapp", starts_at=row.begins, ends_at=ends_at, title=words,
        url=address("visits.show", visit_id=row.id), place=" ".join(filter(None, (regions.words(row.region), row.place))),
        notes="\n".join(notes), sequence=row.sequence, changed_at=row.told_at,
        standing=STANDINGS.get(Status(row.status), Standing.CONFIRMED),
    )  # fmt: skip


def _person(row: Any) -> str:
    stored = row.mobile or row.landline
    return " ".join(filter(None, (row.name, row.title, phones.shown(stored) if stored else "")))

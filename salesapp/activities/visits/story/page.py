"""What the pages of customers and opportunities show of visits: those to come, and what was called off (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities.visits.rules import KIND_LABELS, OPEN, Status
from salesapp.activities.visits.story import queries
from salesapp.calendar.lateness.rules import Tone, lateness
from salesapp.rights.access import may
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.web.story import TO_COME, About, Entry
from salesapp.words import gettext as _

GROUP = "visit"
#: Visits that a panel lists, and that one look brings.
SHOWN, MOST = 6, 40


@dataclass(frozen=True, slots=True)
class Line:
    """One visit in a list."""

    id: int
    number: str
    title: str
    detail: str
    state: Status
    when: str
    tone: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The visits that are to come, and the customer for whoever may plan another."""

    lines: Sequence[Line]
    plan: int | None = None


def line(row: Row, now: datetime) -> Line:
    """Put a row of a list into words."""
    said = lateness(row.starts_at, now, clock.zone()) if row.starts_at else None
    tone = {Tone.LATE: "late", Tone.SOON: "soon"}.get(said.tone, "") if said else ""
    return Line(
        id=row.id, number=row.number, title=str(KIND_LABELS[row.kind]),
        detail=" · ".join(part for part in (row.owner, row.contact, row.purpose) if part), state=Status(row.status),
        when=short_moment(row.starts_at) if row.starts_at else _("no time yet"), tone=tone,
    )  # fmt: skip


def of_customer(customer_id: int, user: User) -> Panel | None:
    """Return the visits to come to a customer."""
    return _panel(About(customer_id=customer_id), user, plan=customer_id)


def of_opportunity(opportunity_id: int, user: User) -> Panel | None:
    """Return the visits to come about an opportunity."""
    return _panel(About(opportunity_id=opportunity_id), user)


def _panel(about: About, user: User, *, plan: int | None = None) -> Panel | None:
    coming = [row for row in _rows(about, user) if row.status in OPEN]
    lines = [line(row, clock.now()) for row in coming[:SHOWN]]
    plan = plan if may(user.role, "visits.new") else None
    return Panel(lines, plan) if lines or plan else None


def _rows(about: About, user: User) -> Sequence[Row]:
    """Return the visits of a record: its page tells them twice, and asks for them once."""
    kept = g.setdefault("visits_of", {})
    key = about.customer_id, about.opportunity_id
    if key not in kept:
        kept[key] = queries.lines_of(about, user, size=MOST)
    return kept[key]


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Tell of the visits that are to come; of those past only what was called off: the others have their records.

    Asked for visits alone, it tells of all that are past.
    """
    rows = _rows(about, about.reader)
    if TO_COME in groups and before is None:
        yield from (_entry(row, now, TO_COME) for row in rows if row.status in OPEN)
    if GROUP in groups:
        past = rows if before is None else queries.lines_of(about, about.reader, size=size, before=before)
        alone = TO_COME not in groups
        for row in past:
            if row.status == Status.CANCELLED or (alone and row.status == Status.DONE):
                yield _entry(row, now, GROUP)


def _entry(row: Row, now: datetime, group: str) -> Entry:
    said, coming = line(row, now), group == TO_COME
    return Entry(
        at=(row.starts_at or row.told_at) if coming else row.told_at,
        group=group,
        look="late" if coming and said.tone == "late" else "visit",
        title=_("Visit: %(kind)s", kind=said.title),
        url=("visit", row.id),
        aside=f"{row.number} · {said.state.label}",
        note=said.detail,
        when=said.when if coming else "",
        tone=said.tone if coming else "",
    )

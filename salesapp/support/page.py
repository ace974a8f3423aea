"""What pages show of support: lines of a list, one request with its turns, the story of a record, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.support import access, queries
from salesapp.support.models import SupportRequest, SupportTurn
from salesapp.support.rules import OPEN, TURN_LABELS, Status, Turn
from salesapp.support.subjects.rules import Described, supported
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.web.story import TO_COME, About, Entry

GROUP = "support"
#: How many of a record's requests its panel lists.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list."""

    id: int
    number: str
    what: str
    about: str
    asker: str
    helper: str
    state: Status
    when: str
    late: bool
    answer: str


def lines(rows: Sequence[Any], now: datetime) -> list[Line]:
    """Put the rows of a list into words."""
    return [_line(row, now) for row in rows]


def _line(row: Any, now: datetime) -> Line:
    is_open = row.status in OPEN
    when = due_in_workdays(row.due_on, now) if is_open else short_moment(row.answered_at or row.asked_at)
    return Line(
        id=row.id, number=row.number, what=row.what, about=row.customer or row.about, asker=row.asker,
        helper=row.helper or str(ROLE_LABELS[Role(row.role)]), state=Status(row.status), when=when,
        late=is_open and is_late(row.due_on, clock.local(now).date()), answer=row.answer or "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """What was asked for the sake of a record, and its name for whoever may ask for more."""

    lines: Sequence[Line]
    ask: str = ""


def panel(kind: str, record_id: int, user: User) -> Panel | None:
    """Return what a record's page shows of support: nothing where nothing was asked and the reader may not ask."""
    return panel_of(kind, record_id, _asked(kind, record_id, user))


def panel_of(kind: str, record_id: int, rows: Sequence[Any]) -> Panel | None:
    """Return what a record's page shows of the rows that tell of its requests."""
    asked = lines([row for row in rows if row.id is not None][:SHOWN], clock.now())
    ask = f"{kind}-{record_id}" if rows[0].may_ask else ""
    return Panel(asked, ask) if asked or ask else None


def _asked(kind: str, record_id: int, user: User) -> Sequence[Any]:
    """Return what was asked for the sake of a record: its page tells it twice, and asks for it once."""
    kept = g.setdefault("asked_support", {})
    if (kind, record_id) not in kept:
        kept[kind, record_id] = queries.of_record(kind, record_id, user)
    return kept[kind, record_id]


@dataclass(frozen=True, slots=True)
class Told:
    """One turn of a request, in words."""

    label: str
    name: str
    when: str
    words: str
    tone: str


def _told(turn: SupportTurn) -> Told:
    what = Turn(turn.what)
    tones = {Turn.DONE: "ok", Turn.REFUSED: "no"}
    return Told(
        str(TURN_LABELS[what]), turn.by.name, short_moment(turn.at), turn.words or "", tones.get(what, "")
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """One request as a person meets it: its record as far as they need to know it, its turns, what they may do."""

    request: SupportRequest
    kind: str
    about: Described
    #: Whether they may open the record itself.
    opens: bool
    helper: str
    when: str
    late: bool
    turns: Sequence[Told]
    may_accept: bool
    may_answer: bool
    may_withdraw: bool
    may_ask_again: bool
    may_read: bool


def desk(request: SupportRequest, user: User, now: datetime) -> Desk:
    """Return one request as a person meets it."""
    subject = supported()[request.subject_type]
    record = subject.load(request.subject_id)
    own, answers = access.is_asker(request, user), access.may_answer(request, user)
    helper = request.taken_by or request.asked
    ended = not request.is_open
    return Desk(
        request=request, kind=str(subject.label), about=subject.describe(record),
        opens=subject.sees(request.subject_id, user),
        helper=helper.name if helper else str(ROLE_LABELS[Role(request.role)]),
        when=due_in_workdays(request.due_on, now),
        late=request.is_open and is_late(request.due_on, clock.local(now).date()),
        turns=[_told(turn) for turn in request.turns],
        may_accept=answers and request.status == Status.ASKED, may_answer=answers,
        may_withdraw=own and request.is_open,
        may_ask_again=own and ended and subject.is_open(record) and access.may_ask(subject, request.subject_id, user),
        may_read=own and request.status in (Status.DONE, Status.REFUSED) and request.read_at is None,
    )  # fmt: skip


# -------------------------------------------------------------------------------------- the timeline


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield what was asked for the sake of a customer or an opportunity, and what became of it."""
    kind, record_id = (
        ("opportunity", about.opportunity_id) if about.opportunity_id else ("customer", about.customer_id)
    )
    for row in _asked(kind, record_id or 0, about.reader):
        if row.id is None or row.status == Status.WITHDRAWN:
            continue
        entry = _entry(_line(row, now), row)
        if entry.group in groups and (before is None or (entry.group != TO_COME and entry.at < before)):
            yield entry


def _entry(line: Line, row: Any) -> Entry:
    is_open = row.status in OPEN
    return Entry(
        at=clock.end_of(row.due_on) if is_open else (row.answered_at or row.asked_at),
        group=TO_COME if is_open else GROUP,
        look="late" if line.late else "task" if is_open else "change",
        title=line.what,
        url=("support_request", line.id),
        aside=f"{line.number} · {line.state.label}",
        note=f"{line.asker} → {line.helper}" + (f" · {line.answer}" if line.answer else ""),
        when=line.when if is_open else "",
        tone="late" if line.late else "",
    )

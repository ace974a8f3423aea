"""What pages show of visits: the form laid ready, one visit, those of a customer, the timeline (R16, R17, R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities import queries as activities
from salesapp.activities.tasks.queries import colleagues
from salesapp.activities.visits import access, queries, rules
from salesapp.activities.visits.models import Visit, VisitTurn
from salesapp.activities.visits.rules import KIND_LABELS, TURN_LABELS, UNBOOKED, WAY_LABELS, Status, Turn
from salesapp.activities.visits.trips import actions as trips
from salesapp.activities.visits.trips.rules import LEAVE_LABELS, LEAVE_TONES, Leave
from salesapp.activities.visits.warnings.page import Warned, warnings
from salesapp.calendar.lateness.rules import Tone, lateness
from salesapp.chinese import phones, regions
from salesapp.customers.models import Customer
from salesapp.policies.queries import policy
from salesapp.rights.access import may
from salesapp.web import clock
from salesapp.web.formats import day as day_words
from salesapp.web.formats import short_moment, time_of
from salesapp.web.params import id_or
from salesapp.web.story import TO_COME, About, Entry
from salesapp.words import gettext as _

if TYPE_CHECKING:  # a form comes in to be filled; what it asks is no business of the page
    from salesapp.activities.visits.forms import VisitForm

GROUP = "visit"
SHOWN = 6


# ------------------------------------------------------------------------------------------ the form


def prepare(form: VisitForm, customer: Customer, user: User, visit: Visit | None = None) -> dict[str, Any]:
    """Fill the lists of the form for one customer, and return what its page shows beside it.

    Who comes along already stays among those offered, whoever asks; who sends somebody may come along.
    """
    opportunities = activities.open_opportunities(customer.id, user)
    contacts = [contact for contact in customer.contacts if contact.in_office]
    goers = access.goers(user)
    own = [(user.id, user.name)] if len(goers) > 1 else []
    known = [(each.user_id, each.user.name) for each in visit.companions] if visit else []
    form.offer(
        contacts=[(contact.id, f"{contact.name} {contact.title}") for contact in contacts],
        goers=[(one.id, one.name) for one in goers],
        colleagues=list(dict.fromkeys([*own, *known, *colleagues(user)])),
        opportunities=opportunities,
    )
    return {"customer": customer, "opportunities": opportunities, "alone": len(goers) == 1}


def fill_in(
    form: Any, customer: Customer, asked: Mapping[str, str], context: Mapping[str, Any], user: User
) -> None:
    """Fill in what is likely: the key contact, the one opportunity, where they sit."""
    key = next((contact for contact in customer.contacts if contact.is_key and contact.in_office), None)
    known = [opportunity[0] for opportunity in context["opportunities"]]
    named = id_or(asked.get("opportunity"))
    form.customer_id.data = str(customer.id)
    form.opportunity_id.data = named if named in known else known[0] if len(known) == 1 else 0
    form.contact_ids.data = [key.id] if key else []
    form.companion_ids.data = []
    form.owner_id.data = user.id
    form.place.data, form.region.data = customer.address, customer.region
    form.kind.data = "follow_up" if queries.has_visits(customer.id) or customer.last_contact_at else "first"


# ------------------------------------------------------------------------------------------ one visit


@dataclass(frozen=True, slots=True)
class Told:
    """One turn of a visit, in words."""

    label: str
    name: str
    when: str
    words: str


def _told(turn: VisitTurn) -> Told:
    time = (
        _("then for %(when)s", when=short_moment(turn.starts_at))
        if turn.what == Turn.MOVED and turn.starts_at
        else ""
    )
    if turn.what == Turn.BOOKED and turn.starts_at:
        time = short_moment(turn.starts_at)
    words = " · ".join(part for part in (time, turn.reason) if part)
    return Told(str(TURN_LABELS[Turn(turn.what)]), turn.by.name, short_moment(turn.at), words)


@dataclass(frozen=True, slots=True)
class Desk:
    """One visit as a person meets it: when and where, what speaks against it, what they may do."""

    visit: Visit
    when: str
    way: str
    where: str
    #: The place as a map is asked for it.
    sought: str
    #: Whom one meets: number, name, title, and the telephone number as it is shown.
    people: Sequence[tuple[int, str, str, str]]
    warnings: Sequence[Warned]
    leave: str
    leave_tone: str
    round_id: int | None
    may_ask_leave: bool
    turns: Sequence[Told]
    siblings: Sequence[tuple[int, str, str]]
    may_change: bool
    may_prepare: bool
    may_book: bool
    may_move: bool
    may_confirm: bool
    may_start: bool
    may_write: bool
    near: bool
    coached_by: str


def when_words(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return an appointment as people read it: 2026-11-27（周五）14:00–15:00."""
    if starts_at is None:
        return ""
    until = f"–{time_of(ends_at)}" if ends_at else ""
    return f"{day_words(clock.local(starts_at).date())} {time_of(starts_at)}{until}"


def desk(visit: Visit, user: User, now: datetime) -> Desk:
    """Return one visit as a person meets it."""
    changes, goes = access.may_change(visit, user), visit.owner_id == user.id
    leave, round_ = trips.leave(visit)
    if not visit.is_open and leave in (Leave.UNASKED, Leave.WAITING):
        leave = Leave.NEEDLESS
    open_ = visit.status in (*UNBOOKED, Status.BOOKED)
    booked = visit.status == Status.BOOKED
    writes = changes and visit.status in rules.AGREED and may(user.role, "visit_records.create")
    return Desk(
        visit=visit, when=when_words(visit.starts_at, visit.ends_at), way=str(WAY_LABELS.get(visit.booked_way or "", "")),
        where=" · ".join(part for part in (regions.words(visit.region), visit.place) if part),
        sought="".join(part for part in (regions.words(visit.region, ""), visit.place) if part),
        people=[(one.id, one.name, one.title, phones.masked(one.mobile or one.landline)) for one in visit.contacts],
        warnings=list(warnings(visit)), leave=str(LEAVE_LABELS.get(leave, "")), leave_tone=LEAVE_TONES.get(leave, ""),
        round_id=round_.id if round_ else None,
        may_ask_leave=goes and open_ and leave in (Leave.UNASKED, Leave.REFUSED),
        turns=[_told(turn) for turn in visit.turns],
        siblings=[(row.id, row.number, short_moment(row.starts_at)) for row in queries.siblings(visit)],
        may_change=changes, may_prepare=access.may_prepare(visit, user),
        may_book=changes and visit.status in UNBOOKED, may_move=changes and booked,
        may_confirm=changes and booked and not visit.confirmed, may_start=changes and booked, may_write=writes,
        near=writes and rules.is_near(visit.starts_at, now, minutes=policy("visit_opens_minutes")),
        coached_by="、".join(each.user.name for each in visit.companions if each.coaches),
    )  # fmt: skip


# -------------------------------------------------------------------------------- on the pages of others


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
    opportunity: int | None = None


def line(row: Row, now: datetime) -> Line:
    """Put a row of a list into words."""
    said = lateness(row.starts_at, now, clock.zone()) if row.starts_at else None
    return Line(
        id=row.id, number=row.number, title=str(KIND_LABELS[row.kind]),
        detail=" · ".join(part for part in (row.owner, row.contact, row.purpose) if part), state=Status(row.status),
        when=short_moment(row.starts_at) if row.starts_at else _("no time yet"),
        tone="late" if said and said.tone is Tone.LATE else "soon" if said and said.tone is Tone.SOON else "",
    )  # fmt: skip


def of_customer(customer_id: int, user: User) -> Panel | None:
    """Return the visits to come to a customer."""
    return _panel(About(customer_id=customer_id), user, plan=customer_id)


def of_opportunity(opportunity_id: int, user: User) -> Panel | None:
    """Return the visits to come about an opportunity."""
    return _panel(About(opportunity_id=opportunity_id), user)


def _panel(about: About, user: User, *, plan: int | None = None) -> Panel | None:
    lines = [line(row, clock.now()) for row in queries.lines_of(about, user, size=SHOWN)]
    plan = plan if may(user.role, "visits.new") else None
    return Panel(lines, plan) if lines or plan else None


def tell(
    about: About, *, now: datetime, size: int, groups: Collection[str], before: datetime | None
) -> Iterator[Entry]:
    """Tell of the visits that are to come; of those past only what was called off: the others have their records.

    Asked for visits alone, it tells of all that are past.
    """
    if TO_COME in groups and before is None:
        for row in queries.lines_of(about, about.reader, size=size):
            yield _entry(row, now, TO_COME)
    if GROUP in groups:
        for row in queries.lines_of(about, about.reader, size=size, ended=True, before=before):
            if row.status == Status.CANCELLED or TO_COME not in groups:
                yield _entry(row, now, GROUP)


def _entry(row: Row, now: datetime, group: str) -> Entry:
    said = line(row, now)
    return Entry(
        at=(row.starts_at or row.told_at) if group == TO_COME else row.told_at,
        group=group,
        look="late" if said.tone == "late" else "visit",
        title=_("Visit: %(kind)s", kind=said.title),
        url=("visit", row.id),
        aside=f"{row.number} · {said.state.label}",
        note=said.detail,
        when=said.when if group == TO_COME else "",
        tone=said.tone if group == TO_COME else "",
    )

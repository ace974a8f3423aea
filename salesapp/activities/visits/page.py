"""What pages show of visits: the form laid ready, one visit, those of a customer, the timeline (R16, R17, R45)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from salesapp.accounts.models import User
from salesapp.activities import queries as activities
from salesapp.activities.tasks.queries import colleagues
from salesapp.activities.visits import access, queries, rules
from salesapp.activities.visits.models import Visit, VisitTurn
from salesapp.activities.visits.rules import TURN_LABELS, UNBOOKED, WAY_LABELS, Status, Turn
from salesapp.activities.visits.trips import actions as trips
from salesapp.activities.visits.trips.rules import LEAVE_LABELS, LEAVE_TONES, Leave
from salesapp.activities.visits.warnings.page import Warned, warnings
from salesapp.chinese import addresses, phones
from salesapp.chinese.texts import enumerated
from salesapp.customers.models import Customer
from salesapp.opportunities import access as opportunities
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.library.rules import KIND_NAMES, ItemKind
from salesapp.policies.queries import policy
from salesapp.rights.access import may
from salesapp.web import clock
from salesapp.web.formats import day as day_words
from salesapp.web.formats import short_moment, time_of
from salesapp.web.params import id_or
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
    known_deals = activities.open_opportunities(customer.id, user)
    contacts = [contact for contact in customer.contacts if contact.in_office]
    goers = access.goers(user)
    own = [(user.id, user.name)] if len(goers) > 1 else []
    known = [(each.user_id, each.user.name) for each in visit.companions] if visit else []
    form.offer(
        contacts=[(contact.id, f"{contact.name} {contact.title}") for contact in contacts],
        goers=[(one.id, one.name) for one in goers],
        colleagues=list(dict.fromkeys([*own, *known, *colleagues(user)])),
        opportunities=known_deals,
    )
    return {"customer": customer, "opportunities": known_deals, "alone": len(goers) == 1}


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
    form.kind.data = "follow_up" if queries.has_visits(customer.id) else "first"


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
    #: What the library has for this customer and is not picked yet.
    pieces: Sequence[tuple[int, str]] = ()
    #: Which appointment the page shows.
    mark: str = ""
    #: Whether the reader sees the opportunity that it is about; who comes along may not.
    shows_opportunity: bool = False


def when_words(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return an appointment as people read it: 2026-11-27（周五）14:00–15:00."""
    if starts_at is None:
        return ""
    until = f"–{time_of(ends_at)}" if ends_at else ""
    return f"{day_words(clock.local(starts_at).date())} {time_of(starts_at)}{until}"


def pieces(visit: Visit, most: int = 20) -> list[LibraryItem]:
    """Return what the library has for the customer of a visit and is not picked yet, what suits best on top."""
    picked = {item.library_item_id for item in visit.preparation}
    customer = visit.customer
    offered = library.offered(customer.industry, clock.today(), pain_points=customer.pain_points)
    return [piece for piece in offered if piece.id not in picked][:most]


def _offered(visit: Visit) -> list[tuple[int, str]]:
    return [(piece.id, f"{KIND_NAMES[ItemKind(piece.kind)]} · {piece.name}") for piece in pieces(visit)]


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
        where=addresses.full(visit.region, visit.place), sought=addresses.full(visit.region, visit.place, ""),
        people=[(one.id, one.name, one.title, phones.masked(one.mobile or one.landline)) for one in visit.contacts],
        warnings=list(warnings(visit, user)), leave=str(LEAVE_LABELS.get(leave, "")), leave_tone=LEAVE_TONES.get(leave, ""),
        round_id=round_.id if round_ else None,
        may_ask_leave=goes and open_ and leave in (Leave.UNASKED, Leave.REFUSED),
        turns=[_told(turn) for turn in visit.turns],
        siblings=[(row.id, row.number, short_moment(row.starts_at)) for row in queries.siblings(visit)],
        may_change=changes, may_prepare=access.may_prepare(visit, user),
        may_book=changes and visit.status in UNBOOKED, may_move=changes and booked,
        may_confirm=changes and booked and not visit.confirmed, may_start=changes and booked, may_write=writes,
        near=writes and rules.is_near(visit.starts_at, now, minutes=policy("visit_opens_minutes")),
        coached_by=enumerated(each.user.name for each in visit.companions if each.coaches),
        pieces=_offered(visit) if access.may_prepare(visit, user) else (),
        mark=rules.mark_of(visit.starts_at, visit.ends_at),
        shows_opportunity=visit.opportunity_id is not None and opportunities.sees(visit.opportunity_id, user),
    )  # fmt: skip

"""One opportunity as the board, lists and pages show it: plain values, and how it stands against its rhythm."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.opportunities.board.rules import STAGES, Stage
from salesapp.opportunities.cadence.queries import Pace, Yardstick
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status, standing
from salesapp.opportunities.worth.rules import counted
from salesapp.statements import Made, Stored
from salesapp.web import clock
from salesapp.web.drawn import met

#: What a card is made of; every list selects just these columns, as plain rows, unread.
_of, _customer, _contact = Opportunity.__table__.c, Customer.__table__.c, Contact.__table__.c
STORED = Stored(
    _of.id, _of.number, _of.name, _of.customer_id, func.coalesce(_customer.short_name, _customer.full_name).label("customer"),
    _customer.core_name, _contact.name.label("contact"), func.coalesce(_contact.department, _contact.title).label("department"),
    _of.grade, _of.suggested_grade, _of.amount, _of.contracted, _of.win_rate, _of.stage, _of.stage_since, _of.status,
    _of.expected_close_on, _of.closed_on, _of.next_due_on, _of.week_of, _of.week_quota, _of.week_count, _of.last_follow_up_at,
    _of.approval_with,
    _of.owner_id, User.__table__.c.name.label("owner"), _of.updated_at, _of.version, _of.open_objections,
)  # fmt: skip
#: Built once: a statement costs more to put together than to run.
DETAILS = select(*STORED.columns).select_from(
    Opportunity.__table__.join(Customer.__table__, Customer.__table__.c.id == _of.customer_id)
    .join(User.__table__, User.__table__.c.id == _of.owner_id)
    .outerjoin(Contact.__table__, Contact.__table__.c.id == _of.key_contact_id)
)


TONES = {Status.OPEN: "", Status.WON: "ok", Status.LOST: "no", Status.PARKED: "warn"}


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity, small."""

    id: int
    number: str
    name: str
    title: str
    customer_id: int
    customer: str
    contact: str | None
    department: str | None
    grade: str
    suggested_grade: str
    amount: Decimal
    contracted: Decimal | None
    win_rate: int
    stage: str
    status: str
    stage_days: int
    expected_close_on: date
    expected_overdue: bool
    closed_on: date | None
    owner_id: int
    owner: str
    updated_at: datetime
    version: int
    objections: int
    pace: Pace
    #: How it was drawn, by whoever drew it: see :mod:`salesapp.opportunities.cards.page`.
    drawn: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def counted(self) -> Decimal:
        """The amount that counts: what its contracts in force come to, else what is expected."""
        return counted(self.amount, self.contracted)

    @property
    def stage_label(self) -> str:
        """The stage, or how it ended, in words."""
        return standing(self.stage, self.status)

    @property
    def other_stages(self) -> tuple[Stage, ...]:
        """The stages that it is not in."""
        return tuple(stage for stage in STAGES if stage != self.stage)

    @property
    def tone(self) -> str:
        """How the stage is marked: won, lost and parked ones stand out."""
        return TONES[Status(self.status)]

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.status == Status.OPEN


def card_of(row: Any, yardstick: Yardstick) -> Card:
    """Return the card of one row of STORED, as it is read."""
    overdue = row.status == Status.OPEN and is_late(row.expected_close_on, yardstick.today)
    return Card(
        row.id, row.number, row.name, title(row.customer, row.core_name, row.name), row.customer_id, row.customer,
        row.contact, row.department, row.grade, row.suggested_grade, row.amount, row.contracted, row.win_rate, row.stage,
        row.status, max((yardstick.today - clock.local(row.stage_since).date()).days, 0), row.expected_close_on,
        overdue, row.closed_on, row.owner_id, row.owner, row.updated_at, row.version, row.open_objections, yardstick.pace(row),
    )  # fmt: skip


def cards_of(query: Select | Made, now: datetime) -> list[Card]:
    """Return the cards of the rows that a narrowed DETAILS finds.

    A row that is as it was at the last look is the same card, with everything that was drawn of it.
    """
    yardstick = Yardstick.of(now)
    make = functools.partial(card_of, yardstick=yardstick)
    return met("opportunities.cards", STORED, query, make, yardstick.today)


def title(customer: str, core_name: str, name: str) -> str:
    """Return what a card is called: the customer and the matter, without saying the customer twice."""
    for known in (customer, core_name):
        if known and name.startswith(known):
            name = name.removeprefix(known)
            break
    return f"{customer} {name.strip(' -—·')}".strip()

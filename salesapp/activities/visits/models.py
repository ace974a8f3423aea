"""Visits: whom one goes to see when and what for, what goes into the bag, and every turn that it took (R16, R17, F04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.activities.models import Activity
from salesapp.activities.visits import rules
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.preparation.models import VisitItem
from salesapp.activities.visits.preparation.rules import ITEM_LABELS, check_free, lacking
from salesapp.activities.visits.rules import OPEN, UNBOOKED, Status, Turn
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import DERIVED, Base, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.library.models import LibraryItem

visit_contact = Table(
    "visit_contact",
    Base.metadata,
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("contact_id", ForeignKey("contact.id"), primary_key=True, index=True),
)


class Visit(Base):
    """One visit to a customer, from the plan to the record of what was said."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_owner", "owner_id", "starts_at"),
        Index("ix_visit_starts", "starts_at", "status"),
        Index("ix_visit_customer", "customer_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))  # who goes
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default=Status.PLANNED)
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    booked_way: Mapped[str | None] = mapped_column(String(20))
    confirmed: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str | None] = mapped_column(String(200))
    region: Mapped[str | None] = mapped_column(String(6))
    transport: Mapped[str | None] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(Text)
    expected: Mapped[str | None] = mapped_column(Text)
    outline: Mapped[str | None] = mapped_column(Text)
    risks: Mapped[str | None] = mapped_column(Text)
    #: The first of those that it repeats, and how often that one is repeated.
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    repeats: Mapped[str | None] = mapped_column(String(10))
    #: What came of it.
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), index=True)
    #: How often what phones show of it has changed, and when it did last.
    sequence: Mapped[int] = mapped_column(default=0, info=DERIVED)
    told_at: Mapped[moment] = mapped_column(info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    activity: Mapped[Activity | None] = relationship()
    contacts: Mapped[list[Contact]] = relationship(secondary=visit_contact, order_by=Contact.id)
    companions: Mapped[list[VisitCompanion]] = relationship(
        back_populates="visit", order_by="VisitCompanion.id", cascade="all, delete-orphan"
    )
    preparation: Mapped[list[VisitItem]] = relationship(
        back_populates="visit", order_by="VisitItem.id", cascade="all, delete-orphan"
    )
    turns: Mapped[list[VisitTurn]] = relationship(order_by="VisitTurn.id", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Whether it is still to take place, or to be written down."""
        return self.status in OPEN

    @property
    def contact_ids(self) -> list[int]:
        """Whom one meets, by number."""
        return [contact.id for contact in self.contacts]

    @property
    def companion_ids(self) -> list[int]:
        """Who comes along, by number."""
        return [each.user_id for each in self.companions]

    @property
    def kind_label(self) -> str:
        """What kind of visit it is."""
        return str(rules.KIND_LABELS[self.kind])

    @property
    def lacking(self) -> list[str]:
        """Which of the three fixed things are not in the bag yet (R17)."""
        return lacking({each.item: each.done_at is not None for each in self.preparation if each.item})

    def plan(self, *, by: User, at: datetime) -> None:
        """Begin: every thing of the sheet stands there, and none is ticked by itself (R17)."""
        self.status = Status.PLANNED
        self.preparation = [VisitItem(item=item) for item in ITEM_LABELS]
        self.told_at = at
        self._turn(Turn.PLANNED, by, at, None)

    def describe(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Take over what the visit is about; its time and state have turns of their own."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name, value in values.items():
            setattr(self, name, value)
        if rules.is_told(changed):
            self.tell(at)

    def tell(self, at: datetime) -> None:
        """Note that what phones show of it has changed."""
        self.sequence, self.told_at = (self.sequence or 0) + 1, at

    def wish_for(self, starts_at: datetime | None, ends_at: datetime | None) -> None:
        """Set the time that one has in mind, which is not agreed with the customer yet."""
        self.starts_at, self.ends_at = starts_at, ends_at

    def book(
        self, starts_at: datetime | None, ends_at: datetime | None, way: str | None, *, confirmed: bool,
        by: User, at: datetime,
    ) -> None:  # fmt: skip
        """Note the appointment: its time and how it was agreed (R16)."""
        rules.check_turn(self.status, UNBOOKED)
        rules.check_appointment(starts_at, way)
        self.starts_at, self.ends_at, self.booked_way = starts_at, ends_at, way
        self.status, self.confirmed = Status.BOOKED, confirmed
        self.tell(at)
        self._turn(Turn.BOOKED, by, at, None)

    def confirm(self, *, by: User, at: datetime) -> None:
        """Note that the customer confirmed the appointment; a second time changes nothing (double taps)."""
        rules.check_turn(self.status, {Status.BOOKED})
        if not self.confirmed:
            self.confirmed = True
            self._turn(Turn.CONFIRMED, by, at, None)

    def move(
        self, starts_at: datetime | None, ends_at: datetime | None, way: str | None, reason: str | None, *,
        by: User, at: datetime,
    ) -> None:  # fmt: skip
        """Give up the appointment with the reason; where a new one is agreed already, that one holds (R16)."""
        rules.check_turn(self.status, {Status.BOOKED})
        words = rules.check_reason(reason)
        if starts_at is not None:
            rules.check_appointment(starts_at, way or self.booked_way)
        self._turn(Turn.MOVED, by, at, words)
        self.starts_at, self.ends_at, self.confirmed = starts_at, ends_at, False
        if starts_at is None:
            self.status, self.booked_way = Status.MOVED, None
        else:
            self.status, self.booked_way = Status.BOOKED, way or self.booked_way
            self._turn(Turn.BOOKED, by, at, None)
        self.tell(at)

    def start(self, *, by: User, at: datetime) -> None:
        """Note that one is there; a second time changes nothing (double taps)."""
        if self.status == Status.UNDER_WAY:
            return
        rules.check_turn(self.status, {Status.BOOKED})
        self.status = Status.UNDER_WAY
        self._turn(Turn.STARTED, by, at, None)

    def finish(self, activity: Activity, *, by: User, at: datetime) -> None:
        """End it with the record of what was said."""
        rules.check_turn(self.status, (Status.BOOKED, Status.UNDER_WAY))
        self.status, self.activity = Status.DONE, activity
        self._turn(Turn.DONE, by, at, activity.number)

    def cancel(self, reason: str | None, *, by: User, at: datetime) -> None:
        """Call it off, with the reason."""
        rules.check_turn(self.status, OPEN)
        words = rules.check_reason(reason)
        self.status = Status.CANCELLED
        self.tell(at)
        self._turn(Turn.CANCELLED, by, at, words)

    def pass_to(self, owner: User, *, by: User, at: datetime, reason: str | None = None) -> None:
        """Let somebody else go."""
        self.owner = owner
        self.accompany([each for each in self.companions if each.user_id != owner.id])
        self.tell(at)
        self._turn(Turn.PASSED, by, at, " · ".join(part for part in (owner.name, reason) if part))

    def accompany(self, companions: Iterable[VisitCompanion]) -> None:
        """Set who comes along."""
        self.companions = list(companions)

    def prepare(self, words: str | None, *, by: User) -> VisitItem:
        """Add a thing of one's own to what is to be prepared (R17)."""
        rules.check_turn(self.status, OPEN)
        own = [each for each in self.preparation if each.item is None]
        item = VisitItem(words=check_free(words, len(own)))
        self.preparation.append(item)
        return item

    def pick(self, piece: LibraryItem, *, by: User) -> VisitItem:
        """Add a piece of the library to what is to be prepared; one that is there already stays (R17)."""
        known = next((each for each in self.preparation if each.library_item_id == piece.id), None)
        item = known or self.prepare(piece.name[:100], by=by)
        item.library_item_id = piece.id
        return item

    @property
    def started_at(self) -> datetime | None:
        """When one was there, as was noted then."""
        return next((turn.at for turn in reversed(self.turns) if turn.what == Turn.STARTED), None)

    def _turn(self, what: Turn, by: User, at: datetime, reason: str | None) -> None:
        self.turns.append(VisitTurn(what=what, by=by, at=at, reason=reason, starts_at=self.starts_at))


class VisitTurn(Base):
    """One turn of a visit: who did what, when and why, and for which time it stood then."""

    __tablename__ = "visit_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(300))
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    by: Mapped[User] = relationship(foreign_keys=by_id)

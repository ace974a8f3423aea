"""The milestones of a contract's delivery, and the warranty that its acceptance starts (R42)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.delivery import rules
from salesapp.contracts.delivery.rules import EVENTS, Kind, Planned, Report, State
from salesapp.contracts.delivery.warranty import rules as warranty
from salesapp.contracts.payments.rules import Calendar, Event, waits_for
from salesapp.db import Base, UTCDateTime

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract
    from salesapp.contracts.payments.models import PaymentNode


class Milestone(Base):
    """One step of the delivery: when it is planned, when it was reached, who reported it."""

    __tablename__ = "delivery_milestone"
    __table_args__ = (
        UniqueConstraint("contract_id", "kind"),
        Index("ix_delivery_milestone_open", "done_on", "planned_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    kind: Mapped[str] = mapped_column(String(20))
    planned_on: Mapped[date | None]
    left_out: Mapped[bool] = mapped_column(default=False)
    #: Why the planned day moved, why it is not needed, or why a report was taken back.
    reason: Mapped[str | None] = mapped_column(String(200))
    done_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(300))
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="milestones")
    reported_by: Mapped[User | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def what(self) -> Kind:
        """Which step it is."""
        return Kind(self.kind)

    @property
    def plan(self) -> Planned:
        """Return it as the rules of the plan take it."""
        return Planned(self.what, self.planned_on, self.left_out)

    def leave_out(self, reason: str) -> None:
        """Be needed no more, since the contract ended."""
        self.planned_on, self.left_out, self.reason = None, True, reason[:200]

    def state(self, today: date) -> State:
        """Where it stands."""
        return rules.state_of(self.planned_on, self.done_on, self.left_out, today)


class Warranty(Base):
    """The warranty of a contract: from its acceptance on, for so many months."""

    __tablename__ = "contract_warranty"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    starts_on: Mapped[date]
    months: Mapped[int]
    ends_on: Mapped[date]

    contract: Mapped[Contract] = relationship(back_populates="warranty")


class Delivered:
    """The part of a contract that is its delivery."""

    if TYPE_CHECKING:
        payment_nodes: Mapped[list[PaymentNode]]

        @property
        def signed_on(self) -> date | None: ...

    @declared_attr
    def milestones(cls) -> Mapped[list[Milestone]]:
        return relationship(Milestone, back_populates="contract", order_by=Milestone.id, cascade="all")

    @declared_attr
    def warranty(cls) -> Mapped[Warranty | None]:
        return relationship(Warranty, back_populates="contract", uselist=False, cascade="all, delete-orphan")

    def open_delivery(self, shipped_on: date | None) -> None:
        """Begin the delivery with its four milestones, once: the first on the day that was promised."""
        if not self.milestones:
            self.milestones = [
                Milestone(kind=kind, planned_on=shipped_on if kind == Kind.SHIPMENT else None)
                for kind in Kind
            ]

    def milestone(self, kind: Kind) -> Milestone:
        """Return one milestone."""
        return next(each for each in self.milestones if each.kind == kind)

    def reached(self) -> dict[Kind, date]:
        """Return the days of the milestones that were reached."""
        return {each.what: each.done_on for each in self.milestones if each.done_on}

    def plan_delivery(self, plan: Iterable[Planned], reason: str | None) -> list[Milestone]:
        """Take over the days of what is not reached yet, and return the milestones whose day moved."""
        before = {each.what: each.plan for each in self.milestones if each.done_on is None}
        plan = [one for one in plan if one.kind in before]
        awaited = {event for node in self.payment_nodes if (event := node.waits_for)}
        if Event.WARRANTY_OVER in awaited:
            awaited.add(Event.ACCEPTED)
        rules.check_plan(plan, before, signed_on=self.signed_on, awaited=awaited, reason=reason)
        moved = []
        for one in plan:
            if one == before[one.kind]:
                continue
            row = self.milestone(one.kind)
            row.planned_on, row.left_out = (None if one.left_out else one.on), one.left_out
            row.reason = (reason or "").strip() or None
            moved.append(row)
        return moved

    def check_report(self, report: Report, *, today: date) -> None:
        """Refuse a report that cannot be: all that is wrong at once."""
        open_ = [each.what for each in self.milestones if not (each.done_on or each.left_out)]
        rules.check_report(report, self.reached(), open_, signed_on=self.signed_on, today=today)

    def report_delivery(
        self, report: Report, calendar: Calendar, *, by: User, at: datetime, today: date, counts_from: date
    ) -> list[PaymentNode]:
        """Take the report of one milestone, and return the instalments that fall due by it (P06), by the books from a day on."""
        row = self.milestone(report.kind)
        rules.check_open(row.state(today))
        self.check_report(report, today=today)
        row.done_on, row.note, row.reason = report.done_on, report.note, None
        row.reported_by, row.reported_at = by, at
        done_on = report.done_on or today  # never empty: a report without its day was refused
        happened = {EVENTS[report.kind]: done_on} if report.kind in EVENTS else {}
        if report.kind == Kind.ACCEPTANCE:
            months = report.months or 0
            ends_on = warranty.ends_on(done_on, months)
            self.warranty = Warranty(starts_on=done_on, months=months, ends_on=ends_on)
            happened[Event.WARRANTY_OVER] = ends_on
        return list(self._met(happened, calendar, counts_from))

    def _met(
        self, happened: Mapping[Event, date], calendar: Calendar, counts_from: date
    ) -> Iterator[PaymentNode]:
        for node in self.payment_nodes:
            event = waits_for(node.kind)
            if event is not None and event in happened:
                node.meet(happened[event], calendar, counts_from=counts_from)
                yield node

    def happened(self) -> dict[Event, date]:
        """Return the days of what instalments wait for, as far as they are known."""
        happened = {EVENTS[kind]: on for kind, on in self.reached().items() if kind in EVENTS}
        if self.warranty is not None:
            happened[Event.WARRANTY_OVER] = self.warranty.ends_on
        return happened

    def meet_again(self, calendar: Calendar, *, counts_from: date) -> None:
        """Let the instalments of a new plan fall due whose condition was met before they were planned.

        A day that was agreed with the condition met already holds.
        """
        happened = self.happened()
        for node in self.payment_nodes:
            event = node.waits_for
            if event is not None and event in happened:
                node.meet_before(happened[event], calendar, counts_from=counts_from)

    def take_delivery_back(self, kind: Kind, reason: str | None, *, counts_from: date) -> None:
        """Take a report back: the milestone is open again, the warranty has not begun, the instalments wait again."""
        rules.check_reversal(kind, self.reached(), reason)
        row = self.milestone(kind)
        row.done_on = row.note = row.reported_by = row.reported_at = None
        row.reason = (reason or "").strip()
        events = {EVENTS.get(kind)}
        if kind == Kind.ACCEPTANCE:
            self.warranty = None
            events.add(Event.WARRANTY_OVER)
        for node in self.payment_nodes:
            if waits_for(node.kind) in events - {None}:
                node.wait_again(counts_from=counts_from)

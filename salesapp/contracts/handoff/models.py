"""The hand-off sheet and what finance and after-sales answered (F12, R41, R42)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.contracts.handoff import rules
from salesapp.contracts.handoff.rules import Department, HandoffStatus, Receipt
from salesapp.db import DERIVED, SECRET, Base, Money, UTCDateTime, moment
from salesapp.refusals import check_all

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class Handoff(Base):
    """The hand-off of a signed contract to finance and after-sales, due three working days after signing (R41)."""

    __tablename__ = "handoff"
    __table_args__ = (Index("ix_handoff_status_due", "status", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    status: Mapped[str] = mapped_column(String(20), default=HandoffStatus.OPEN)
    due_on: Mapped[date]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    escalated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    #: People with their numbers: the trail tells that they changed, not to what.
    business_contact: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    technical_contact: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    finance_contact: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    invoice_kind: Mapped[str | None] = mapped_column(String(20))
    invoice_info: Mapped[str | None] = mapped_column(Text)
    deposit: Mapped[Decimal | None] = mapped_column(Money)
    delivery_content: Mapped[str | None] = mapped_column(Text)
    delivery_on: Mapped[date | None]
    delivery_place: Mapped[str | None] = mapped_column(String(200))
    acceptance: Mapped[str | None] = mapped_column(Text)
    warranty: Mapped[str | None] = mapped_column(String(100))
    response_time: Mapped[str | None] = mapped_column(String(100))
    needs: Mapped[str | None] = mapped_column(Text)
    promises: Mapped[str | None] = mapped_column(Text)
    customer_notes: Mapped[str | None] = mapped_column(Text)
    materials_given: Mapped[str] = mapped_column(
        String(200), default=""
    )  # codes with commas, in the sheet's order
    open_items: Mapped[str | None] = mapped_column(Text)
    sent_content: Mapped[dict[str, str | None] | None] = mapped_column(
        JSON, info=DERIVED
    )  # as receivers last got it
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="handoff")
    sent_by: Mapped[User | None] = relationship(foreign_keys=sent_by_id)
    receipts: Mapped[list[HandoffReceipt]] = relationship(
        back_populates="handoff", order_by="HandoffReceipt.round, HandoffReceipt.id", cascade="all"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> HandoffStatus:
        """Where it stands."""
        return HandoffStatus(self.status)

    @property
    def materials(self) -> list[str]:
        """The codes of what was handed over."""
        return [code for code in self.materials_given.split(",") if code]

    @materials.setter
    def materials(self, codes: list[str] | None) -> None:
        self.materials_given = ",".join(code for code in rules.MATERIAL_CODES if code in (codes or ()))

    def values(self) -> dict[str, Any]:
        """Return the sheet's own fields by their F12 keys."""
        return {name: getattr(self, name) for name in rules.FIELDS}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Take over what is written on the sheet, while it is with the sender."""
        rules.check_sendable(self.status)
        for name in rules.FIELDS:
            if name in values:
                setattr(self, name, values[name])

    def latest(self) -> dict[str, HandoffReceipt]:
        """Return the latest answer, or open question, of each department."""
        return {receipt.department: receipt for receipt in self.receipts}

    def points(self) -> list[HandoffPoint]:
        """Return what is asked back now: the points of the returns that the sheet lies with its sender for."""
        back = [each for each in self.latest().values() if each.status == Receipt.RETURNED]
        return (
            [point for receipt in back for point in receipt.points]
            if self.status in rules.WITH_SENDER
            else []
        )

    def answer(self, answers: Mapping[int, str | None], *, by: User, at: datetime) -> None:
        """Take over what the sender says to the points."""
        for point in self.points():
            if point.id in answers:
                point.take_answer(answers[point.id], by=by, at=at)

    def send(self, *, by: User, at: datetime) -> None:
        """Send the sheet out: departments that have not accepted what it now says are asked (R42)."""
        rules.check_sendable(self.status)
        check_all(
            lambda: rules.check_complete(self.values()),
            lambda: rules.check_answered((point.id, point.answer) for point in self.points()),
        )
        now, latest = self._content(), self.latest()
        changed = [name for name in rules.FIELDS if (self.sent_content or {}).get(name) != now[name]]
        accepted = [name for name, receipt in latest.items() if receipt.status == Receipt.ACCEPTED]
        again = rules.asked_again(changed, accepted)
        for department in Department:
            receipt = latest.get(department)
            if receipt is None or receipt.status == Receipt.RETURNED or department in again:
                round_ = receipt.round + 1 if receipt else 1
                self.receipts.append(
                    HandoffReceipt(department=department, round=round_, status=Receipt.WAITING)
                )
        self.status, self.sent_by, self.sent_at, self.sent_content = HandoffStatus.SENT, by, at, now

    def _content(self) -> dict[str, str | None]:
        return {name: None if value is None else str(value) for name, value in self.values().items()}

    def receive(self, answer: str, opinion: str | None, *, by: User, at: datetime) -> HandoffReceipt:
        """Take the answer of one department, and close the hand-off when both accepted (R41)."""
        receipt = self.latest().get(by.role)
        waiting = receipt.status if receipt else None
        rules.check_receipt(role=by.role, status=self.status, receipt=waiting, answer=answer, opinion=opinion)
        assert receipt is not None  # check_receipt refuses where nothing was asked
        receipt.status, receipt.opinion = Receipt(answer), (opinion or "").strip() or None
        receipt.by, receipt.at = by, at
        if receipt.status == Receipt.RETURNED:
            points = rules.points_of(receipt.opinion)
            rules.check_points(points)
            receipt.points = [HandoffPoint(asked=point) for point in points]
        self.status = rules.status_of({name: each.status for name, each in self.latest().items()})
        if self.status == HandoffStatus.DONE:
            self.done_at = at
        return receipt

    def void(self) -> None:
        """End the hand-off of a voided contract."""
        self.status = HandoffStatus.VOID


class HandoffReceipt(Base):
    """What one receiving department answered in one round: accepted, or returned with the reason (R41, R42)."""

    __tablename__ = "handoff_receipt"
    __table_args__ = (UniqueConstraint("handoff_id", "department", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"))
    department: Mapped[str] = mapped_column(String(10))  # handoff.Department
    round: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(10), default=Receipt.WAITING)
    opinion: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    handoff: Mapped[Handoff] = relationship(back_populates="receipts")
    by: Mapped[User | None] = relationship()
    points: Mapped[list[HandoffPoint]] = relationship(
        back_populates="receipt", order_by="HandoffPoint.id", cascade="all"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> Receipt:
        """What was answered."""
        return Receipt(self.status)

    @property
    def department_label(self) -> str:
        """Who answered, in words."""
        return Department(self.department).label


class HandoffPoint(Base):
    """One thing that a department misses on the sheet, and what was answered to it (R42)."""

    __tablename__ = "handoff_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("handoff_receipt.id"), index=True)
    asked: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    receipt: Mapped[HandoffReceipt] = relationship(back_populates="points")
    answered_by: Mapped[User | None] = relationship()

    def take_answer(self, answer: str | None, *, by: User, at: datetime) -> None:
        """Take what is said to this point; the same words again change nothing."""
        words = (answer or "").strip() or None
        if words != self.answer:
            self.answer, self.answered_by, self.answered_at = words, by, at


def overdue(today: date) -> ColumnElement[bool]:
    """Return the condition of :func:`rules.is_overdue` for a query (R41)."""
    return and_(Handoff.status.in_(rules.WAITED_FOR), is_late(Handoff.due_on, today))

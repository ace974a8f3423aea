"""The checklist of a contract: a row for each item that somebody has marked, and what is still missing (F10, R40)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts import rules
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking import rules as marking
from salesapp.contracts.checklist.rules import Case, Mark
from salesapp.contracts.rules import Status
from salesapp.customers.models import Customer
from salesapp.db import Base, UTCDateTime
from salesapp.documents.forms.f11 import SALE

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract

FACTS = (
    "result", "note", "explained_on", "confirmed_by", "confirmed_way", "confirmed_on", "objection", "exception",
)  # fmt: skip


class ChecklistItem(Base):
    """What was found about one of the 31 items, by whom, when (F10, R39). An item nobody looked at has no row."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("contract_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    no: Mapped[int]
    result: Mapped[str | None] = mapped_column(String(10))  # checklist.Result
    note: Mapped[str | None] = mapped_column(String(300))
    explained_on: Mapped[date | None]
    confirmed_by: Mapped[str | None] = mapped_column(String(50))
    confirmed_way: Mapped[str | None] = mapped_column(String(20))
    confirmed_on: Mapped[date | None]
    objection: Mapped[str | None] = mapped_column(String(300))
    exception: Mapped[str | None] = mapped_column(String(300))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="checks")
    checked_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def mark(self) -> Mark:
        """Return the row as the rules of the checklist take it."""
        return Mark(self.no, *(getattr(self, name) for name in FACTS))

    def take(self, mark: Mark, *, by: User, at: datetime) -> None:
        """Take over a mark, with who found it and when."""
        for name in FACTS:
            setattr(self, name, getattr(mark, name))
        self.checked_by, self.checked_at = by, at

    def reopen(self) -> None:
        """Forget result and confirmation, as the contract now says something else; the note stays."""
        for name in FACTS:
            if name != "note":
                setattr(self, name, None)


class Checked:
    """The part of a contract that is its checklist."""

    if TYPE_CHECKING:
        status: Mapped[str]
        kind: Mapped[str]
        customer: Mapped[Customer]
        is_standard_text: Mapped[bool]
        updated_at: Mapped[datetime]

    @declared_attr
    def checks(cls) -> Mapped[list[ChecklistItem]]:
        return relationship(
            ChecklistItem, back_populates="contract", order_by=ChecklistItem.no, cascade="all"
        )

    @property
    def case(self) -> Case:
        """What decides how an item may be answered."""
        return Case(is_sale=self.kind == SALE, has_code=bool(self.customer.credit_code))

    def marks(self) -> list[Mark]:
        """Return what is known about all 31 items, in order."""
        known = {row.no: row.mark() for row in self.checks}
        return [known.get(no, Mark(no)) for no in checklist.ITEMS]

    def mark_of(self, no: int) -> Mark:
        """Return what is known about one item."""
        row = self.check_row(no)
        return row.mark() if row else Mark(no)

    def check_row(self, no: int) -> ChecklistItem | None:
        """Return the row of an item that was marked before."""
        return next((row for row in self.checks if row.no == no), None)

    def check_version(self, no: int) -> int:
        """Return the version of an item's answer; 0 where nobody answered it yet."""
        row = self.check_row(no)
        return row.version if row else 0

    def note_check(self, mark: Mark, *, by: User, at: datetime, today: date) -> ChecklistItem:
        """Write down what was found about one item, by whom and when (F10)."""
        self.check_markable(mark.no)
        mark = marking.cleared(mark)
        marking.check_mark(mark, today=today, case=self.case)
        row = self.check_row(mark.no)
        if row is None:
            row = ChecklistItem(no=mark.no)
            self.checks.append(row)
        row.take(mark, by=by, at=at)
        if self.status in (Status.DRAFT, Status.REJECTED):
            self.status, self.updated_at = Status.CHECKING, at
        return row

    def check_markable(self, no: int) -> None:
        """Refuse a mark at a time when it would not be true, or would change what was approved."""
        marking.check_open(
            no,
            approved=self.status == Status.APPROVED,
            under_approval=self.status in rules.UNDER_APPROVAL,
            closed=Status(self.status) not in rules.EDITABLE,
        )

    def missing(self, numbers: frozenset[int] = checklist.BEFORE_APPROVAL) -> list[checklist.Missing]:
        """List what keeps this contract from its approval, or from its signature (R40)."""
        return checklist.missing(self.marks(), numbers, self.case)

    def reopen(self, numbers: Iterable[int]) -> None:
        """Open these items again, as the contract now says something else (R39)."""
        for row in self.checks:
            if row.no in numbers:
                row.reopen()

    @property
    def asked(self) -> frozenset[int]:
        """The items that are asked for now: those before the approval, those before the signature, or none."""
        if self.status in rules.SUBMITTABLE:
            return checklist.BEFORE_APPROVAL
        return checklist.BEFORE_SIGNING if self.status == Status.APPROVED else frozenset()

    def take_back(self, row: ChecklistItem) -> None:
        """Open an item again that was marked by mistake; where nothing else is known of it, nobody looked at it (F10)."""
        self.check_markable(row.no)
        row.reopen()
        if not row.note:
            row.checked_by = row.checked_at = None

    @property
    def is_nonstandard(self) -> bool:
        """Whether the text deviates from ours, or a clause goes by exception or is left out: legal reads it (3.6b)."""
        return not self.is_standard_text or bool(checklist.exceptions(self.marks()))

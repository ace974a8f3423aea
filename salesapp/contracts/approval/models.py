"""What a contract knows of its approval: when it was submitted, its rounds, what exactly was approved (F11)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import SeatStatus
from salesapp.contracts import rules
from salesapp.contracts.rules import Status
from salesapp.db import UTCDateTime

#: The kind of record that the engine of approvals knows contracts by.
SUBJECT_TYPE = "contract"


class Approved:
    """The part of a contract that is its approval."""

    if TYPE_CHECKING:
        status: Mapped[str]
        updated_at: Mapped[datetime]

    approval_round: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))

    @declared_attr
    def submitted_by(cls) -> Mapped[User | None]:
        return relationship(User, foreign_keys="Contract.submitted_by_id")

    @declared_attr
    def approvals(cls) -> Mapped[list[Approval]]:
        # The first round first; read only: the engine writes them.
        return relationship(
            Approval,
            primaryjoin=f"and_(Approval.subject_type == '{SUBJECT_TYPE}', foreign(Approval.subject_id) == Contract.id)",
            order_by=Approval.round,
            viewonly=True,
        )

    @property
    def latest_round(self) -> Approval | None:
        """The latest round, running or over."""
        return self.approvals[-1] if self.approvals else None

    @property
    def seats(self) -> list[Seat]:
        """The seats of the latest round that count, in the order of their turn."""
        latest = self.latest_round
        return [seat for seat in latest.seats if not seat.superseded] if latest else []

    @property
    def conditions(self) -> list[str]:
        """The conditions on which approvers of the latest round agreed."""
        on_condition = [seat.decision for seat in self.seats if seat.status == SeatStatus.CONDITIONAL]
        return [decision.comment or "" for decision in on_condition if decision]

    def enter_approval(self, round_: int, *, by: User, at: datetime) -> None:
        """Note that a round of approval has begun."""
        rules.check_move(self.status, Status.APPROVING)
        self.status, self.updated_at, self.approval_round = Status.APPROVING, at, round_
        self.submitted_at, self.submitted_by = at, by

    def approve(self, sha256: str | None, *, at: datetime) -> None:
        """Note that all agreed, and to what exactly (4.3)."""
        rules.check_move(self.status, Status.APPROVED)
        self.status, self.updated_at = Status.APPROVED, at
        self.approved_at, self.approved_sha256 = at, sha256

    def reject(self, *, at: datetime) -> None:
        """Note the veto: only a changed contract is submitted again."""
        rules.check_move(self.status, Status.REJECTED)
        self.status, self.updated_at = Status.REJECTED, at

    def back_to_check(self, at: datetime) -> None:
        """Return to the checklist: what was decided so far no longer holds."""
        self.status, self.updated_at = Status.CHECKING, at
        self.approved_at = self.approved_sha256 = None

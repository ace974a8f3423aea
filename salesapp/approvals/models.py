"""Approvals of any record: one row a round, one a seat, one a decision, one for each time a seat was handed on."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.approvals import rules
from salesapp.approvals.rules import PASSING, PENDING, ApprovalRefused, Mode, Outcome, SeatStatus
from salesapp.db import Base, Money, UTCDateTime, moment
from salesapp.words import gettext as _

if TYPE_CHECKING:
    from salesapp.approvals.content.models import ApprovalReference


class Approval(Base):
    """One round: from a submission to its end. What is approved is frozen in it."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("subject_type", "subject_id", "round"),
        Index("ix_approval_submitter", "submitted_by_id", "outcome", "submitted_at", "id"),
        Index("ix_approval_owner", "owner_id", "outcome", "submitted_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    round: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20), default=Outcome.RUNNING)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    #: Who pressed the button in the submitter's name, where it was somebody else: they may still be asked.
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    submitted_at: Mapped[moment]
    number: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    customer: Mapped[str] = mapped_column(String(200), default="")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    mark: Mapped[str] = mapped_column(String(40), default="")
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    salt: Mapped[str] = mapped_column(String(32), default="", info={"secret": True})
    sha256: Mapped[str | None] = mapped_column(String(64))
    settings_version: Mapped[int] = mapped_column(default=1)
    #: The settings that the route hung on, as they were in force at the submission.
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    answer: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_because: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    submitted_by: Mapped[User] = relationship(foreign_keys=submitted_by_id)
    sent_by: Mapped[User | None] = relationship(foreign_keys=sent_by_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    seats: Mapped[list[Seat]] = relationship(
        back_populates="approval", order_by="(Seat.seq, Seat.id)", cascade="all"
    )
    references: Mapped[list[ApprovalReference]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def signed_by(self) -> str:
        """Who submitted it, and who pressed the button for them."""
        return rules.in_the_name_of(self.submitted_by.name, self.sent_by.name if self.sent_by else None)

    @property
    def is_running(self) -> bool:
        """Whether somebody is still to decide."""
        return self.outcome == Outcome.RUNNING

    @property
    def stands(self) -> bool:
        """Whether it runs or was given: nothing is to be submitted now."""
        return self.outcome in (Outcome.RUNNING, Outcome.APPROVED)

    @property
    def was_given(self) -> bool:
        """Whether all had agreed before it was taken back or lapsed: nobody was left to decide."""
        return all(seat.superseded or seat.status != SeatStatus.LAPSED for seat in self.seats)

    @property
    def barred(self) -> set[int]:
        """Who may never decide: whoever submitted or owns the record, or goes along."""
        return {one for one in (self.submitted_by_id, self.owner_id, *rules.along(self.frozen)) if one}

    @property
    def open_seats(self) -> list[Seat]:
        """The seats whose turn it is."""
        return [seat for seat in self.seats if seat.status == SeatStatus.OPEN]

    @property
    def decided(self) -> list[Seat]:
        """The seats on which somebody decided in this round, in the order of the decisions."""
        return sorted((s for s in self.seats if s.decision), key=lambda s: s.decision.id if s.decision else 0)

    @property
    def sent_back(self) -> Decision | None:
        """The last return to an earlier step of this round: whoever is asked since then answers it."""
        own = [seat for seat in self.decided if seat.superseded and seat.before_id is None]
        return next((seat.decision for seat in reversed(own) if seat.status == SeatStatus.RETURN), None)

    def check_running(self) -> None:
        """Refuse what can only be done while the round runs."""
        if not self.is_running:
            raise ApprovalRefused(_("This approval is over: %(what)s.", what=Outcome(self.outcome).label))

    def of_place(self, seq: int) -> list[Seat]:
        """Return the seats of one place that still count; those asked anew replace earlier ones."""
        return [seat for seat in self.seats if seat.seq == seq and not seat.superseded]

    def places(self) -> list[int]:
        """Return the places in their order."""
        return sorted({seat.seq for seat in self.seats if not seat.superseded})

    def is_settled(self, seq: int) -> bool:
        """Whether a place has agreed: all of its seats, or any one where any decides; added signers always."""
        added = [seat for seat in self.of_place(seq) if seat.added_by_id]
        own = [seat for seat in self.of_place(seq) if not seat.added_by_id]
        if any(s.status in PENDING or (not s.before_id and s.status not in PASSING) for s in added):
            return False
        enough = any if any(seat.mode == Mode.ANY for seat in own) else all
        return enough(seat.status in PASSING for seat in own)

    def next_place(self) -> int | None:
        """Return the first place that has not agreed; None when all have."""
        return next((seq for seq in self.places() if not self.is_settled(seq)), None)

    def completes(self, seat: Seat) -> bool:
        """Whether an agreement on this seat would complete the round."""
        others = [s for s in self.seats if s is not seat and not s.superseded and s.status in PENDING]
        if seat.mode == Mode.ANY and not seat.added_by_id:
            others = [s for s in others if s.seq != seat.seq or s.added_by_id]
        return not others

    def end(self, outcome: Outcome, *, by: User | None, at: datetime, because: str | None = None) -> None:
        """End the round; nobody is asked any more."""
        for seat in self.seats:
            if seat.status in PENDING:
                seat.status = SeatStatus.LAPSED
        self.outcome, self.ended_at, self.ended_by_id = outcome, at, by.id if by else None
        self.ended_because = because


class Seat(Base):
    """One signature of a round: a role's, or one person's."""

    __tablename__ = "approval_seat"
    __table_args__ = (
        Index("ix_approval_seat_role", "status", "role", "team_id"),
        Index("ix_approval_seat_user", "status", "user_id"),
        Index("ix_approval_seat_approval", "approval_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"))
    seq: Mapped[int]
    mode: Mapped[str] = mapped_column(String(5), default=Mode.ALL)
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    #: Set where one person is asked: named when added or handed on; otherwise whoever has the role.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    four_eyes: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(20), default=SeatStatus.WAITING)
    superseded: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    escalated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_because: Mapped[str | None] = mapped_column(String(200))
    #: The seat that waits for this one: an added signer who is asked first.
    before_id: Mapped[int | None] = mapped_column(ForeignKey("approval_seat.id"))
    #: The seat that must have agreed first: an added signer who is asked after it.
    after_id: Mapped[int | None] = mapped_column(ForeignKey("approval_seat.id"))
    version: Mapped[int] = mapped_column(default=1)

    approval: Mapped[Approval] = relationship(back_populates="seats")
    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    added_by: Mapped[User | None] = relationship(foreign_keys=added_by_id)
    after: Mapped[Seat | None] = relationship(foreign_keys=after_id, remote_side=id)
    decision: Mapped[Decision | None] = relationship(back_populates="seat", uselist=False, cascade="all")
    handings: Mapped[list[Handing]] = relationship(order_by="Handing.id", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_blocked(self) -> bool:
        """Whether it waits for a signer who was added before it, or for whoever added it to agree first."""
        before = any(other.before_id == self.id and other.status in PENDING for other in self.approval.seats)
        return before or (self.after is not None and self.after.status not in PASSING)

    def ask_role(self, role: str, team_id: int | None) -> None:
        """Ask whoever has a role, in a team or in none."""
        self.role, self.team_id = role, team_id

    def open(self, *, at: datetime, due_at: datetime) -> None:
        """Let the seat wait for its approver, until a moment; that it passes is told anew."""
        self.status, self.opened_at, self.due_at, self.escalated_at = SeatStatus.OPEN, at, due_at, None


class Decision(Base):
    """One decision: who, for whom, on what exactly. The table refuses a second on the same seat."""

    __tablename__ = "approval_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("approval_seat.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    #: Whose deputy decided.
    for_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verdict: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    settings_version: Mapped[int] = mapped_column(default=1)
    ip: Mapped[str | None] = mapped_column(String(45))
    at: Mapped[moment]

    seat: Mapped[Seat] = relationship(back_populates="decision")
    by: Mapped[User] = relationship(foreign_keys=by_id)
    for_: Mapped[User | None] = relationship(foreign_keys=for_id)

    @property
    def signed_by(self) -> str:
        """Who decided, and for whom."""
        return rules.in_the_name_of(self.for_.name, self.by.name) if self.for_ else self.by.name


class Handing(Base):
    """One time a seat was handed on; the clock of the seat goes on."""

    __tablename__ = "approval_handing"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("approval_seat.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    because: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[moment]

    from_: Mapped[User] = relationship(foreign_keys=from_id)
    to: Mapped[User] = relationship(foreign_keys=to_id)

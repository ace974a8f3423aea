"""What an opportunity remembers: moves, changed grades and amounts, follow-ups, and who shares the work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment

if TYPE_CHECKING:
    from salesapp.opportunities.models import Opportunity


class StageChange(Base):
    """One move on the board, or an ending: who, when, why."""

    __tablename__ = "stage_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    before: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    reason: Mapped[str | None] = mapped_column(String(200))

    opportunity: Mapped[Opportunity] = relationship(back_populates="stage_changes")
    by: Mapped[User] = relationship()


class GradeChange(Base):
    """One change of grade, amount, expected date, win rate or owner, with its reason; by nobody: by the nightly rules."""

    __tablename__ = "grade_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(60))
    after: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(200))

    opportunity: Mapped[Opportunity] = relationship(back_populates="grade_changes")
    by: Mapped[User | None] = relationship()


class FollowUp(Base):
    """One follow-up as the rhythm counts it (R30–R33).

    ``due_on`` is the due date that it met, none for an extra one; ``missed`` counts those that had lapsed before it.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_opportunity_day", "opportunity_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    day: Mapped[date]
    due_on: Mapped[date | None]
    on_time: Mapped[bool]
    missed: Mapped[int] = mapped_column(default=0)


class OpportunityCollaborator(Base):
    """A colleague who shares the work on an opportunity."""

    __tablename__ = "opportunity_collaborator"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "user_id"),
        Index("ix_opportunity_collaborator_user", "user_id", "opportunity_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[moment]

    user: Mapped[User] = relationship(foreign_keys=user_id)

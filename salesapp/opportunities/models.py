"""Opportunities, their stages, grades and follow-ups (F06, F07)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Contact, Customer
from salesapp.db import Base, Money, UTCDateTime, moment


class Opportunity(Base):
    """A chance to sell, from bud to deal (R29)."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("ix_opportunity_board", "status", "stage", "next_due_on", "id"),
        Index("ix_opportunity_owner", "owner_id", "status", "stage", "next_due_on"),
        Index("ix_opportunity_updated", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    need: Mapped[str] = mapped_column(Text)
    product_type: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Money)
    expected_close_on: Mapped[date] = mapped_column(index=True)
    budget_score: Mapped[int]
    chain_score: Mapped[int]
    urgency_score: Mapped[int]
    amount_score: Mapped[int]
    total_score: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    suggested_grade: Mapped[str] = mapped_column(String(1))
    grade: Mapped[str] = mapped_column(String(1), index=True)
    grade_reason: Mapped[str | None] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(String(20))
    stage_since: Mapped[moment]
    win_rate: Mapped[int]
    win_rate_reason: Mapped[str | None] = mapped_column(String(200))
    competitors: Mapped[str | None] = mapped_column(Text)
    support_needed: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(String(20))
    decision_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decision_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    status: Mapped[str] = mapped_column(String(10), default="open")  # open | won | lost | parked
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(String(30))
    close_note: Mapped[str | None] = mapped_column(Text)
    recontact_on: Mapped[date | None]
    next_due_on: Mapped[date | None]
    last_follow_up_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    week_of: Mapped[date | None]  # the Monday that week_count counts for
    week_count: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    key_contact: Mapped[Contact | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    stage_changes: Mapped[list[StageChange]] = relationship(
        back_populates="opportunity", order_by="StageChange.id"
    )
    grade_changes: Mapped[list[GradeChange]] = relationship(
        back_populates="opportunity", order_by="GradeChange.id"
    )
    collaborations: Mapped[list[OpportunityCollaborator]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


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
    """One change of grade, amount or expected date, with its reason."""

    __tablename__ = "grade_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(40))
    after: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(200))

    opportunity: Mapped[Opportunity] = relationship(back_populates="grade_changes")
    by: Mapped[User | None] = relationship()


class FollowUp(Base):
    """One follow-up as the cadence counts it: the day, the due date it met, and whether it was on time."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_opportunity_day", "opportunity_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    day: Mapped[date]
    due_on: Mapped[date | None]
    on_time: Mapped[bool]


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

"""Contact records, needs, promises and tasks (F05)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Index, Numeric, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Contact, Customer
from salesapp.db import Base, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity

activity_contact = Table(
    "activity_contact",
    Base.metadata,
    Column("activity_id", ForeignKey("activity.id"), primary_key=True),
    Column("contact_id", ForeignKey("contact.id"), primary_key=True, index=True),
)
activity_user = Table(
    "activity_user",
    Base.metadata,
    Column("activity_id", ForeignKey("activity.id"), primary_key=True),
    Column("user_id", ForeignKey("user.id"), primary_key=True, index=True),
)


class Activity(Base):
    """One contact with a customer: a call, a visit, a mail (R18, R45)."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_customer", "customer_id", "started_at"),
        Index("ix_activity_opportunity", "opportunity_id", "started_at"),
        Index("ix_activity_author", "created_by_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    started_at: Mapped[moment]
    ended_at: Mapped[moment]
    channel: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20), default="general")
    is_first: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str | None] = mapped_column(Text)
    situation: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    implication: Mapped[str | None] = mapped_column(Text)
    need_payoff: Mapped[str | None] = mapped_column(Text)
    feedback: Mapped[str | None] = mapped_column(Text)
    competition: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(String(10), default="flat")
    next_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    next_purpose: Mapped[str | None] = mapped_column(String(200))
    no_next_reason: Mapped[str | None] = mapped_column(String(200))
    late_entry: Mapped[bool] = mapped_column(default=False)
    supervisor_comment: Mapped[str | None] = mapped_column(Text)
    commented_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    commented_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    theirs: Mapped[list[Contact]] = relationship(secondary=activity_contact)
    ours: Mapped[list[User]] = relationship(secondary=activity_user)
    needs: Mapped[list[Need]] = relationship(back_populates="activity", order_by="Need.id", cascade="all, delete-orphan")
    promises: Mapped[list[Promise]] = relationship(back_populates="activity", order_by="Promise.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Need(Base):
    """A key need, concrete, with its source: the customer's words or our judgement (R20)."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    category: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(String(300))
    value: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    unit: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))  # quote | judgement

    activity: Mapped[Activity] = relationship(back_populates="needs")


class Promise(Base):
    """What one side promised, by when, and whether it was kept (R22)."""

    __tablename__ = "promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))  # ours | theirs
    content: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    activity: Mapped[Activity] = relationship(back_populates="promises")


class Task(Base):
    """Something one person must do by a time; the source row says where it came from."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_assignee_open", "assignee_id", "done_at", "due_at"),
        Index("ix_task_customer", "customer_id", "due_at"),
        Index("ix_task_subject", "subject_type", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str | None] = mapped_column(Text)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    subject_type: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    assignee_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_at: Mapped[moment]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))  # done | cancelled
    note: Mapped[str | None] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer | None] = relationship()
    assignee: Mapped[User] = relationship(foreign_keys=assignee_id)

    __mapper_args__ = {"version_id_col": version}

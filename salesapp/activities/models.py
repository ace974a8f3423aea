"""Contact records, needs and promises (F05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Numeric, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.activities import rules
from salesapp.activities.rules import Conclusion, RecordKind
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
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
        # of a month, few among all
        Index(
            "ix_activity_first",
            "started_at",
            "customer_id",
            sqlite_where=text("is_first = 1"),
            postgresql_where=text("is_first"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    started_at: Mapped[moment]
    ended_at: Mapped[moment]
    channel: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20), default=RecordKind.GENERAL)
    is_first: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str | None] = mapped_column(Text)
    situation: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    implication: Mapped[str | None] = mapped_column(Text)
    need_payoff: Mapped[str | None] = mapped_column(Text)
    feedback: Mapped[str | None] = mapped_column(Text)
    competition: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(String(10), default=Conclusion.LEVEL)
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
    needs: Mapped[list[Need]] = relationship(
        back_populates="activity", order_by="Need.id", cascade="all, delete-orphan"
    )
    promises: Mapped[list[Promise]] = relationship(
        back_populates="activity", order_by="Promise.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def spin(self) -> rules.Spin:
        """How many of the four boxes say something (R18)."""
        return rules.spin(*self.boxes)

    @property
    def boxes(self) -> tuple[str | None, str | None, str | None, str | None]:
        """What stands in the four boxes, in the order of their letters."""
        return self.situation, self.problem, self.implication, self.need_payoff

    def revise(self, values: Mapping[str, Any]) -> None:
        """Change what was written; who met whom, when and for which customer stays (F05).

        Needs and promises with an id are changed, new ones added, missing ones removed unless kept.
        """
        for name in REVISABLE:
            if name in values:
                setattr(self, name, values[name])
        if "needs" in values:
            self.needs = _merged(self.needs, values["needs"], Need)
        if "promises" in values:
            rows = _merged(self.promises, values["promises"], Promise)
            self.promises = [*(each for each in self.promises if each.done_at and each not in rows), *rows]

    def comment(self, words: str | None, *, by: User, at: datetime) -> None:
        """Set or clear the supervisor's comment (F05 主管点评)."""
        rules.check_comment(is_author=by.id == self.created_by_id)
        self.supervisor_comment = (words or "").strip() or None
        self.commented_by_id, self.commented_at = by.id, at


TEXTS = ("summary", "situation", "problem", "implication", "need_payoff", "feedback", "competition")
REVISABLE = ("kind", "conclusion", *TEXTS)


def _merged(present: list, rows: Iterable[Mapping[str, Any]], kind: type) -> list:
    by_id = {str(row.id): row for row in present}
    merged = []
    for values in rows:
        row = by_id.get(str(values.get("id"))) or kind()
        for name, value in values.items():
            if name != "id":
                setattr(row, name, value)
        merged.append(row)
    return merged


class Need(Base):
    """A key need, concrete, with its source: the customer's words or our judgement (R20)."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    category: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(String(300))
    value: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    unit: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))  # rules.NeedSource

    activity: Mapped[Activity] = relationship(back_populates="needs")

    @property
    def quoted(self) -> bool:
        """Whether these are the customer's own words."""
        return self.source == rules.NeedSource.QUOTE


class Promise(Base):
    """What one side promised, by when, and whether it was kept (R22)."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_open", "side", "done_at", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))  # rules.Side
    content: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    activity: Mapped[Activity] = relationship(back_populates="promises")

    @property
    def ours(self) -> bool:
        """Whether we promised it, and not the customer."""
        return self.side == rules.Side.OURS

    def keep(self, *, by: User, at: datetime) -> None:
        """Mark the promise as kept; a second time changes nothing (R22)."""
        if self.done_at is None:
            self.done_at, self.done_by_id = at, by.id

    def reopen(self) -> None:
        """Take the mark back."""
        self.done_at = self.done_by_id = None

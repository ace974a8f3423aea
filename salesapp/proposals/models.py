"""A proposal in its versions: pains and points, what they are worth, to whom it was presented (R34, R35, F08)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.library.models import LibraryItem
from salesapp.proposals import rules
from salesapp.proposals.rules import Status
from salesapp.proposals.value import rules as value
from salesapp.proposals.value.rules import Point
from salesapp.refusals import check_all

FIGURE = Numeric(14, 4)


class ProposalPoint(Base):
    """One line of a version: a pain, what is done about it, and what that is worth."""

    __tablename__ = "proposal_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    seq: Mapped[int]
    pain: Mapped[str] = mapped_column(String(300))
    point: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str | None] = mapped_column(String(12))
    metric: Mapped[str | None] = mapped_column(String(40))
    now: Mapped[Decimal | None] = mapped_column(FIGURE)
    expected: Mapped[Decimal | None] = mapped_column(FIGURE)
    unit: Mapped[str | None] = mapped_column(String(12))
    basis: Mapped[str | None] = mapped_column(String(300))
    gain: Mapped[Decimal | None] = mapped_column(Money)
    by_unit: Mapped[bool] = mapped_column(default=False)
    per: Mapped[str | None] = mapped_column(String(10))
    times: Mapped[Decimal | None] = mapped_column(FIGURE)

    @property
    def as_rule(self) -> Point:
        """The line as the rules take it."""
        return Point(**{name: getattr(self, name) for name in Point.__slots__})


class ProposalListener(Base):
    """Somebody at the customer to whom a version was presented."""

    __tablename__ = "proposal_listener"
    __table_args__ = (UniqueConstraint("proposal_id", "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)

    contact: Mapped[Contact] = relationship()


class Proposal(Base):
    """One version of what is proposed for an opportunity; what was presented stays as it was shown."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "major", "minor"),
        Index("ix_proposal_opportunity", "opportunity_id", "id"),
        Index("ix_proposal_author", "author_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    major: Mapped[int]
    minor: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(10), default=Status.DRAFT)
    why: Mapped[str | None] = mapped_column(String(200))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"))
    presented_on: Mapped[date | None]
    presented_way: Mapped[str | None] = mapped_column(String(10))
    shown: Mapped[str | None] = mapped_column(String(200))
    reaction: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    #: What it gains the customer in a year, in yuan; it follows from the lines.
    yearly: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    presented_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_why: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)

    opportunity: Mapped[Opportunity] = relationship()
    author: Mapped[User] = relationship()
    case: Mapped[LibraryItem | None] = relationship()
    points: Mapped[list[ProposalPoint]] = relationship(
        order_by=ProposalPoint.seq, cascade="all, delete-orphan"
    )
    listeners: Mapped[list[ProposalListener]] = relationship(
        cascade="all, delete-orphan", order_by=ProposalListener.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def version_words(self) -> str:
        """Its version as people say it."""
        return rules.version_words(self.major, self.minor)

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.status == Status.DRAFT

    @property
    def lines(self) -> list[Point]:
        """Its lines as the rules take them."""
        return [point.as_rule for point in self.points]

    def write(self, values: Mapping[str, Any], points: Sequence[Point], *, at: datetime) -> None:
        """Take over what was typed, as long as it is a draft."""
        rules.check_draft(self.status)
        rules.check_title(values["title"])
        value.check_points(points)
        self.title, self.case_id, self.updated_at = values["title"].strip(), values.get("case_id") or None, at
        self.points = [
            ProposalPoint(seq=seq, **{name: getattr(point, name) for name in Point.__slots__})
            for seq, point in enumerate(points, 1)
        ]
        self.yearly = value.total(points)

    def present(
        self, values: Mapping[str, Any], listeners: Iterable[Contact], *, before: date | None, opened_on: date,
        today: date, at: datetime,
    ) -> None:  # fmt: skip
        """Note when, how and to whom it was presented: from then on it stays as it is."""
        rules.check_draft(self.status)
        people = list(listeners)
        check_all(
            lambda: value.check_presented(self.lines),
            lambda: rules.check_presentation(
                values["presented_on"], today=today, opened_on=opened_on, before=before, listeners=len(people)
            ),
        )
        self.status, self.presented_at, self.updated_at = Status.PRESENTED, at, at
        for name in ("presented_on", "presented_way", "shown", "reaction"):
            setattr(self, name, values.get(name))
        self.listeners = [ProposalListener(contact=contact) for contact in people]

    def withdraw(self, why: str | None, *, at: datetime) -> None:
        """Take a draft back, with the reason; what was presented stays presented."""
        rules.check_draft(self.status)
        self.withdrawn_why = rules.check_why(why)[:200]
        self.status, self.updated_at = Status.WITHDRAWN, at

    def pass_to(self, author: User) -> None:
        """Let somebody else complete it."""
        self.author = author

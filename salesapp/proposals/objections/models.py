"""An objection of a customer, and every answer that it was given (R36, R37, F08)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.db import DERIVED, Base, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.objections.models import ObjectionAnswer
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections import rules
from salesapp.proposals.objections.rules import PENDING, State


class ObjectionReply(Base):
    """One answer that was given: in which way, with what, and how far it helped."""

    __tablename__ = "objection_reply"
    __table_args__ = (Index("ix_objection_reply_answer", "answer_id", "objection_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("customer_objection.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    points: Mapped[str] = mapped_column(Text)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("objection_answer.id"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"))
    state: Mapped[str] = mapped_column(String(10))
    next_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    by: Mapped[User] = relationship()
    answer: Mapped[ObjectionAnswer | None] = relationship()
    evidence: Mapped[LibraryItem | None] = relationship()


class CustomerObjection(Base):
    """What a customer objects to, in their own words."""

    __tablename__ = "customer_objection"
    __table_args__ = (
        Index("ix_customer_objection_opportunity", "opportunity_id", "state"),
        Index("ix_customer_objection_pending", "state", "next_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    raised_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN)
    next_on: Mapped[date | None]
    resolved_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    opportunity: Mapped[Opportunity] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    created_by: Mapped[User] = relationship()
    replies: Mapped[list[ObjectionReply]] = relationship(order_by=ObjectionReply.id, cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_pending(self) -> bool:
        """Whether somebody comes back to it."""
        return self.state in PENDING

    @property
    def standing(self) -> State:
        """How far it is overcome."""
        return State(self.state)

    def answer(self, values: Mapping[str, Any], *, today: date, by: User, at: datetime) -> ObjectionReply:
        """Keep an answer that was given, and how far it helped; a resolved one may come up again."""
        state, next_on = values["state"], values.get("next_on")
        rules.check_reply(
            values["method"], values["points"], state, next_on, today=today, raised_on=self.raised_on
        )
        reply = ObjectionReply(
            method=values["method"], points=values["points"].strip(), answer_id=values.get("answer_id"),
            evidence_id=values.get("evidence_id"), state=state, next_on=None if state == State.RESOLVED else next_on,
            by=by, at=at,
        )  # fmt: skip
        self.replies.append(reply)
        self.state, self.next_on = state, reply.next_on
        self.resolved_at = at if state == State.RESOLVED else None
        return reply

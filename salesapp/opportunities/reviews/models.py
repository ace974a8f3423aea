"""The review of one ending of an opportunity (R6, F24)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews import rules
from salesapp.opportunities.rules import Status
from salesapp.playbook.library.models import LibraryItem

FIELDS = ("cause", "second_cause", "rival", "rival_price", *rules.TOLD)


class OpportunityReview(Base):
    """Why an opportunity ended as it did, and what is learnt; another ending has another review."""

    __tablename__ = "opportunity_review"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "ending"),
        Index("ix_opportunity_review_cause", "cause", "result"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    #: Which ending of its opportunity it is of.
    ending: Mapped[int] = mapped_column(info=DERIVED)
    result: Mapped[str] = mapped_column(String(10))
    closed_on: Mapped[date]
    cause: Mapped[str] = mapped_column(String(40))
    second_cause: Mapped[str | None] = mapped_column(String(40))
    rival: Mapped[str | None] = mapped_column(String(60))
    rival_price: Mapped[Decimal | None] = mapped_column(Money)
    words: Mapped[str] = mapped_column(String(500))
    turning: Mapped[str] = mapped_column(String(500))
    done_right: Mapped[str] = mapped_column(String(500))
    to_improve: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    opinion: Mapped[str | None] = mapped_column(String(500))
    opinion_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    opinion_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    library_item_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"))
    version: Mapped[int] = mapped_column(default=1)

    opportunity: Mapped[Opportunity] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)
    opinion_by: Mapped[User | None] = relationship(foreign_keys=opinion_by_id)
    library_item: Mapped[LibraryItem | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def result_label(self) -> str:
        """How it ended, in words."""
        return Status(self.result).label

    def tell(self, values: Mapping[str, Any], *, causes: Collection[str], by: User, at: datetime) -> None:
        """Write down why it ended and what is learnt, until the supervisor has answered."""
        rules.check_free(self.opinion_at is not None)
        told = {name: values.get(name) for name in FIELDS}
        words = {name: told[name] for name in rules.TOLD}
        rules.check_review(
            told["cause"], told["second_cause"], told["rival"], told["rival_price"], words, causes=causes
        )
        for name, value in told.items():
            setattr(self, name, (value.strip() or None) if isinstance(value, str) else value)
        self.by, self.at = by, at

    def give_opinion(self, words: str | None, *, may: bool, by: User, at: datetime) -> None:
        """Put the supervisor's opinion beside it."""
        self.opinion = rules.check_opinion(words, may=may, given=self.opinion_at is not None)
        self.opinion_by, self.opinion_at = by, at

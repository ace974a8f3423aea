"""What an instalment said before: a row for each version that a supplement, or what it waited for, put an end to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.db import DERIVED, Base, Money

if TYPE_CHECKING:
    from salesapp.contracts.payments.rules import Node


class PastInstalment(Base):
    """One instalment as the plan had it, from one day on until before another."""

    __tablename__ = "past_instalment"
    __table_args__ = (Index("ix_past_instalment_node", "node_id"), Index("ix_past_instalment_until", "until"))
    __tracked__ = False  # it is a history itself

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("payment_node.id"))
    #: None: since the signature.
    since: Mapped[date | None]
    until: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(200))
    planned_on: Mapped[date | None]
    percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal] = mapped_column(Money)


class Versioned:
    """The part of an instalment that is its history: what it says counts from one day on, what it said before is kept."""

    if TYPE_CHECKING:

        def as_plan(self) -> Node: ...

    #: From which day on it says what it says; None: since the signature, or as long as there is none.
    since: Mapped[date | None] = mapped_column(info=DERIVED)

    @declared_attr
    def past(cls) -> Mapped[list[PastInstalment]]:
        return relationship(PastInstalment, order_by=PastInstalment.id, cascade="all, delete-orphan")

    def change_from(self, day: date) -> None:
        """Keep what it says for the days before one; what it was to say from then on is no longer so."""
        for row in list(self.past):
            if row.since is not None and row.since >= day:
                self.past.remove(row)
            elif row.until > day:
                row.until = day
        if self.since is None or self.since < day:
            said = self.as_plan()
            self.past.append(PastInstalment(
                since=self.since, until=day, kind=said.kind, condition=said.condition, planned_on=said.planned_on,
                percent=said.percent, amount=said.amount,
            ))  # fmt: skip
        self.since = day

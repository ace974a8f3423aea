"""The instalments of a contract, as it promises them (F13)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.contracts.payments import rules as payments
from salesapp.db import Base, Money

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class PaymentNode(Base):
    """One instalment; the nodes of a contract sum to its amount, to the fen."""

    __tablename__ = "payment_node"
    __table_args__ = (UniqueConstraint("contract_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(200))
    planned_on: Mapped[date]
    #: The day that was approved, where it was past at the signing and a new one was given.
    approved_on: Mapped[date | None]
    percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal] = mapped_column(Money)

    contract: Mapped[Contract] = relationship(back_populates="payment_nodes")

    @property
    def kind_label(self) -> str:
        """What it pays for, in words."""
        return payments.NodeKind(self.kind).label

    def fill(self, node: payments.Node) -> PaymentNode:
        """Take over one planned instalment."""
        if node.amount is None:
            raise ValueError("an instalment is written down with its amount")
        self.kind, self.condition, self.planned_on = node.kind, node.condition, node.planned_on
        self.percent, self.amount = node.percent, node.amount
        return self

    def redate(self, day: date) -> None:
        """Give a new day in the place of the one that was approved, which is kept beside it."""
        self.approved_on, self.planned_on = self.planned_on, day

    def facts(self) -> tuple:
        """Return what the node says, in the order of the plan."""
        return self.kind, self.condition, self.planned_on, self.percent, self.amount

    def as_plan(self) -> payments.Node:
        """Return the node as the rules of the plan take it."""
        return payments.Node(*self.facts())

"""Receipts with their shares: each row stands for good, and is taken back only by another (F13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.customers.models import Customer
from salesapp.db import Base, Money, known, moment
from salesapp.payments.receipts.rules import Kind
from salesapp.payments.rules import NOTHING


class Receipt(Base):
    """Money of a customer: what came in, or, with a negative amount, what was paid back or taken back."""

    __tablename__ = "receipt"
    __table_args__ = (
        Index("ix_receipt_customer", "customer_id", "received_on"),
        Index("ix_receipt_booked", "booked_on"),
        known("ix_receipt_of_id", "of_id"),
        known("ix_receipt_matures_on", "matures_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20), default=Kind.RECEIPT)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    #: Of money that came before there was a contract.
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    received_on: Mapped[date]
    #: The day of the books: another month where its own was closed.
    booked_on: Mapped[date]
    #: From when on it counts: of a bill its maturity, where the setting says so.
    counts_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(20))
    matures_on: Mapped[date | None]
    payer: Mapped[str | None] = mapped_column(String(120))
    remark: Mapped[str | None] = mapped_column(String(200))
    #: The row that a refund pays back, or that a reversal takes back, and why.
    of_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"))
    reason: Mapped[str | None] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    customer: Mapped[Customer] = relationship()
    by: Mapped[User] = relationship()
    of: Mapped[Receipt | None] = relationship(remote_side=id, back_populates="counters")
    counters: Mapped[list[Receipt]] = relationship(back_populates="of", order_by="Receipt.id")
    allocations: Mapped[list[Allocation]] = relationship(
        back_populates="receipt", order_by="Allocation.id", cascade="all"
    )

    honour: Mapped[BillHonour | None] = relationship(back_populates="receipt")

    @property
    def waits_for_answer(self) -> bool:
        """Whether it is a bill of which nobody has said yet what became of it on the day that it matured."""
        came = self.kind == Kind.RECEIPT and self.matures_on is not None
        return came and self.honour is None and not self.is_reversed

    @property
    def matched(self) -> Decimal:
        """What of it is matched to instalments."""
        return sum((each.amount for each in self.allocations), NOTHING)

    @property
    def is_reversed(self) -> bool:
        """Whether another row took it back."""
        return any(each.kind == Kind.REVERSAL for each in self.counters)

    @property
    def refunded(self) -> Decimal:
        """What of it was paid back, and not taken back since."""
        paid = [each for each in self.counters if each.kind == Kind.REFUND and not each.is_reversed]
        return -sum((each.amount for each in paid), NOTHING)

    @property
    def left(self) -> Decimal:
        """What is left of it: nothing once it was taken back."""
        return NOTHING if self.is_reversed else self.amount - self.refunded

    @property
    def shares(self) -> dict[int, Decimal]:
        """What of it is matched to which instalment now, with all that was taken back."""
        rows = [*self.allocations, *(one for each in self._counted() for one in each.allocations)]
        found: dict[int, Decimal] = {}
        for row in rows:
            found[row.node_id] = found.get(row.node_id, NOTHING) + row.amount
        return {node_id: amount for node_id, amount in found.items() if amount}

    def _counted(self) -> list[Receipt]:
        return [*self.counters, *(one for each in self.counters for one in each.counters)]

    @property
    def advance(self) -> Decimal:
        """What is left of it and matched to nothing: the customer's advance."""
        return self.left - sum(self.shares.values(), NOTHING)

    def share(
        self, shares: Mapping[int, Decimal], *, booked_on: date, by: User, at
    ) -> None:  # amounts may be negative
        """Match parts of it to instalments."""
        for node_id, amount in shares.items():
            self.allocations.append(
                Allocation(
                    node_id=node_id, amount=amount, booked_on=booked_on,
                    effective_on=max(booked_on, self.counts_on), by=by, at=at,
                )
            )  # fmt: skip


class BillHonour(Base):
    """A bill was paid once it matured (收妥); one that was not is taken back by a counter-row."""

    __tablename__ = "bill_honour"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), unique=True)
    honoured_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    receipt: Mapped[Receipt] = relationship(back_populates="honour")
    by: Mapped[User] = relationship()


class Allocation(Base):
    """A part of a receipt that is matched to an instalment; a negative one takes it away again (分配)."""

    __tablename__ = "allocation"
    __table_args__ = (Index("ix_allocation_node", "node_id", "effective_on", "amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("payment_node.id"))
    amount: Mapped[Decimal] = mapped_column(Money)
    booked_on: Mapped[date]
    effective_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    receipt: Mapped[Receipt] = relationship(back_populates="allocations")
    node: Mapped[PaymentNode] = relationship()
    by: Mapped[User] = relationship()

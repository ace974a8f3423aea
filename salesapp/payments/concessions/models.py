"""What was asked to be given up or paid back, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.customers.models import Customer
from salesapp.db import Base, Money, UTCDateTime, moment
from salesapp.payments.concessions import rules
from salesapp.payments.concessions.rules import Kind, Status
from salesapp.payments.receipts.models import Receipt


class Concession(Base):
    """A write-off of an instalment, or a refund of a receipt."""

    __tablename__ = "concession"
    __table_args__ = (Index("ix_concession_node", "node_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("payment_node.id"))
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    #: The refund that was booked.
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    cause: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20), default=Status.ASKED)
    #: From when on a write-off counts.
    done_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    customer: Mapped[Customer] = relationship()
    contract: Mapped[Contract | None] = relationship()
    node: Mapped[PaymentNode | None] = relationship()
    receipt: Mapped[Receipt | None] = relationship(foreign_keys=receipt_id)
    refund: Mapped[Receipt | None] = relationship(foreign_keys=refund_id)
    by: Mapped[User] = relationship()

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def what(self) -> Kind:
        """What is asked for."""
        return Kind(self.kind)

    @property
    def owner(self) -> User | None:
        """Who answers for what it is about."""
        return self.contract.owner if self.contract else self.customer.owner

    def agree(self, *, at: datetime) -> None:
        """Note that all agreed: a refund is still to be paid."""
        self.status, self.ended_at = Status.APPROVED, at

    def refuse(self, *, at: datetime) -> None:
        """Note that it was returned, vetoed or withdrawn."""
        self.status, self.ended_at = Status.REFUSED, at

    def finish(self, day: date, refund: Receipt | None = None) -> None:
        """Note that it is booked."""
        rules.check_waits(self.status, Status.APPROVED)
        self.status, self.done_on, self.refund = Status.DONE, day, refund

"""Requests for invoices with their lines, and the invoices that were issued, red ones with a negative amount (F14)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import Base, Money, UTCDateTime, moment
from salesapp.payments.invoices import rules
from salesapp.payments.invoices.rules import COUNTED, TO_ISSUE, Status
from salesapp.payments.rules import NOTHING, PaymentRefused
from salesapp.quotations.reckoning.models import Scaled
from salesapp.quotations.reckoning.rules import EXEMPT, rate_words
from salesapp.words import gettext as _


class InvoiceRequest(Base):
    """An invoice that somebody asks finance for."""

    __tablename__ = "invoice_request"
    __table_args__ = (Index("ix_invoice_request_contract", "contract_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("payment_node.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(100))
    tax_no: Mapped[str] = mapped_column(String(20))
    address_phone: Mapped[str | None] = mapped_column(String(200))
    bank: Mapped[str | None] = mapped_column(String(200))
    delivery: Mapped[str] = mapped_column(String(120))
    remark: Mapped[str | None] = mapped_column(String(200))
    amount: Mapped[Decimal] = mapped_column(Money)
    status: Mapped[str] = mapped_column(String(20), default=Status.ASKED)
    reason: Mapped[str | None] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    contract: Mapped[Contract] = relationship()
    node: Mapped[PaymentNode | None] = relationship()
    by: Mapped[User] = relationship()
    lines: Mapped[list[InvoiceLine]] = relationship(order_by="InvoiceLine.seq", cascade="all")
    invoices: Mapped[list[Invoice]] = relationship(
        back_populates="request", order_by="Invoice.id", cascade="all"
    )

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def issued(self) -> Decimal:
        """What was issued on it, red ones taken off."""
        return sum((one.amount for one in self.invoices), NOTHING)

    @property
    def to_issue(self) -> Decimal:
        """What is still to be issued: what was red is not asked for again."""
        blue = sum((one.amount for one in self.invoices if one.amount > 0), NOTHING)
        return self.amount - blue

    def note_issue(self, *, at: datetime) -> None:
        """Note that an invoice was issued: all of it, or a part."""
        self.status, self.answered_at, self.reason = (
            Status.ISSUED if self.to_issue <= 0 else Status.PART,
            at,
            None,
        )

    def give_back(self, reason: str, *, at: datetime) -> None:
        """Return it to whoever asked."""
        if self.status != Status.ASKED:
            raise PaymentRefused(
                _("This stands at “%(state)s” now: look at it again.", state=self.state.label)
            )
        self.status, self.reason, self.answered_at = Status.RETURNED, reason, at

    def withdraw(self, *, at: datetime) -> None:
        """Take it back: nothing was issued on it."""
        if self.status not in (Status.ASKED, Status.RETURNED):
            raise PaymentRefused(
                _("This stands at “%(state)s” now: look at it again.", state=self.state.label)
            )
        self.status, self.answered_at = Status.WITHDRAWN, at

    @property
    def is_open(self) -> bool:
        """Whether finance still has to issue something."""
        return self.status in TO_ISSUE

    @property
    def is_counted(self) -> bool:
        """Whether it counts as requested."""
        return self.status in COUNTED


class InvoiceLine(Base):
    """One line of a request: what is invoiced."""

    __tablename__ = "invoice_line"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("invoice_request.id"), index=True)
    seq: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    spec: Mapped[str] = mapped_column(String(60), default="")
    unit: Mapped[str] = mapped_column(String(10), default="")
    quantity: Mapped[Decimal] = mapped_column(Scaled(3))
    gross: Mapped[Decimal] = mapped_column(Money)
    rate: Mapped[str] = mapped_column(String(10))
    tax: Mapped[Decimal] = mapped_column(Money)

    @property
    def is_exempt(self) -> bool:
        """Whether there is no tax in it, which is not a rate of 0."""
        return self.rate == EXEMPT

    @property
    def rate_label(self) -> str:
        """Its rate as it is printed."""
        return rate_words(self.rate)


class Invoice(Base):
    """An invoice that was issued; a red one has a negative amount and the one that it takes back."""

    __tablename__ = "invoice"
    __table_args__ = (Index("ix_invoice_contract", "contract_id", "issued_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("invoice_request.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("payment_node.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    issued_on: Mapped[date]
    red_of_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    #: To whom it was delivered, and when.
    delivered_to: Mapped[str | None] = mapped_column(String(120))
    delivered_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    request: Mapped[InvoiceRequest] = relationship(back_populates="invoices")
    node: Mapped[PaymentNode | None] = relationship()
    by: Mapped[User] = relationship()
    red_of: Mapped[Invoice | None] = relationship(remote_side=id, back_populates="reds")
    reds: Mapped[list[Invoice]] = relationship(back_populates="red_of", order_by="Invoice.id")

    @property
    def not_red(self) -> Decimal:
        """What of it no red one has taken back."""
        return self.amount + sum((one.amount for one in self.reds), NOTHING)

    def deliver(self, to: str, on: date) -> None:
        """Note to whom it was delivered."""
        self.delivered_to, self.delivered_on = rules.check_delivered(to), on

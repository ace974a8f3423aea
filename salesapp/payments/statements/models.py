"""Statements of the bank: the file as it was read, its rows, how each bank writes its columns, who pays under which name."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import SECRET, Base, Money, UTCDateTime, moment
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.statements.rules import What, Why


class BankLayout(Base):
    """How a bank writes its statements: which column is which, by the words of its head line."""

    __tablename__ = "bank_layout"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: A hash of the words over the columns.
    heads: Mapped[str] = mapped_column(String(64), unique=True)
    columns: Mapped[dict[str, int]] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]


class OwnAccount(Base):
    """An account of our own, as statements name it: money between them is nobody's receipt."""

    __tablename__ = "own_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(40), unique=True)
    holder: Mapped[str] = mapped_column(String(120), default="")


class PayerAlias(Base):
    """A name under which a customer pays, learnt when finance said so."""

    __tablename__ = "payer_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    customer: Mapped[Customer] = relationship()
    by: Mapped[User] = relationship()


class BankStatement(Base):
    """One file of the bank."""

    __tablename__ = "bank_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(40), default="")
    holder: Mapped[str] = mapped_column(String(120), default="")
    heads: Mapped[list[str]] = mapped_column(JSON)
    #: What its rows said when they were read: counts, totals, balances.
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The table itself, as long as nobody has said which column is which.
    pending: Mapped[str | None] = mapped_column(Text, info=SECRET)
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    by: Mapped[User] = relationship()
    rows: Mapped[list[StatementRow]] = relationship(
        back_populates="statement", order_by="StatementRow.place", cascade="all"
    )


class StatementRow(Base):
    """One row of a statement; it is booked at most once."""

    __tablename__ = "statement_row"
    __tracked__ = False  # what becomes of it, the receipt, is tracked
    __table_args__ = (Index("ix_statement_row_what", "what", "receipt_id", "statement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    place: Mapped[int]
    #: What tells it apart from every row of every file; none where it was refused or is a repeat.
    mark: Mapped[str | None] = mapped_column(String(160), unique=True)
    day: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    balance: Mapped[Decimal | None] = mapped_column(Money)
    payer: Mapped[str] = mapped_column(String(120), default="")
    account: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(400), default="")
    serial: Mapped[str] = mapped_column(String(60), default="")
    what: Mapped[str] = mapped_column(String(20))
    refused: Mapped[str | None] = mapped_column(String(20))
    #: The row of an earlier file that it repeats.
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("statement_row.id"))
    cells: Mapped[list[str]] = mapped_column(JSON)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    #: Who set it aside by hand, why and when.
    aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    aside_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    aside_reason: Mapped[str | None] = mapped_column(String(200))

    statement: Mapped[BankStatement] = relationship(back_populates="rows")
    repeats: Mapped[StatementRow | None] = relationship(remote_side=id)
    receipt: Mapped[Receipt | None] = relationship()
    aside_by: Mapped[User | None] = relationship(foreign_keys=aside_by_id)

    @property
    def is_booked(self) -> bool:
        """Whether a receipt stands for it that nobody took back."""
        return self.receipt is not None and not self.receipt.is_reversed

    def as_money(self, way: str, matures_on: date | None) -> dict[str, Any]:
        """Return it as money that is booked, by the way in which it came."""
        return {
            "amount": self.amount, "received_on": self.day, "way": way, "matures_on": matures_on, "payer": self.payer or None,
            "remark": " ".join(filter(None, (self.words, self.serial)))[:200] or None,
        }  # fmt: skip

    @property
    def why(self) -> str:
        """Why it was refused: all that is wrong with it."""
        return "；".join(Why(code).words for code in (self.refused or "").split())

    @property
    def kind(self) -> What:
        """What it is."""
        return What(self.what)

    def set_aside(self, what: What, reason: str, *, by: User, at: datetime) -> None:
        """Say that it is nobody's receipt."""
        self.what, self.aside_reason, self.aside_by, self.aside_at = what, reason, by, at

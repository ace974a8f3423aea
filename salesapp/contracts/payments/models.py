"""The instalments of a contract, as it promises them (F13)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Numeric,
    String,
    UniqueConstraint,
    literal_column,
    text,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.versions.models import Versioned
from salesapp.db import DERIVED, Base, Money

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


#: The condition of the indexes of what is open; :meth:`PaymentNode.is_open` must say the same for them to be taken.
_IS_OPEN = text("amount - received - written_off > 0")
_SUMS = ("amount", "received", "written_off", "in_hand")


class PaymentNode(Versioned, Base):
    """One instalment; the nodes of a contract sum to its amount, to the fen."""

    __tablename__ = "payment_node"
    __table_args__ = (
        UniqueConstraint("contract_id", "seq"),
        Index("ix_payment_node_planned", "planned_on"),
        #: What sums of twenty thousand open instalments read, without the rest of their rows: contract by contract, and day by
        #: day. What was paid, in the end nearly all of it, is not in there.
        Index("ix_payment_node_owed", "contract_id", "planned_on", *_SUMS, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_payment_node_due", "planned_on", "id", "contract_id", *_SUMS, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(200))
    #: None: not before what it waits for has happened (P06).
    planned_on: Mapped[date | None]
    #: The day that was approved, where it was past at the signing and a new one was given.
    approved_on: Mapped[date | None]
    #: The day on which what it waits for happened: since then its date holds.
    met_on: Mapped[date | None]
    #: The day that was expected before.
    expected_on: Mapped[date | None]
    percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal] = mapped_column(Money)
    #: What was received on it, what bills in hand will bring, what was written off.
    received: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    in_hand: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    written_off: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    #: Since when it is out of the plan: it is over nothing then, and stays for what hangs on it.
    dropped_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="payment_nodes")

    @property
    def kind_label(self) -> str:
        """What it pays for, in words."""
        return payments.NodeKind(self.kind).label

    @classmethod
    def still_open(cls) -> ColumnElement[Decimal]:
        """Return what is still to come, as a column of a query."""
        return type_coerce(cls.amount - cls.received - cls.written_off, Money)

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Return the condition that something is still to come; written out, so that the indexes of what is open fit it."""
        return cls.amount - cls.received - cls.written_off > literal_column("0")

    @classmethod
    def bare(cls) -> ColumnElement[Decimal]:
        """Return what nobody has paid and no bill in hand will bring, as a column of a query."""
        return type_coerce(cls.amount - cls.received - cls.written_off - cls.in_hand, Money)

    @property
    def open(self) -> Decimal:
        """What is still to come of it."""
        return self.amount - (self.received or 0) - (self.written_off or 0)

    @property
    def settled(self) -> Decimal:
        """What nobody asks for any more: received, in hand as a bill, or written off."""
        return (self.received or Decimal(0)) + (self.in_hand or Decimal(0)) + (self.written_off or Decimal(0))

    def plan_anew(self, node: payments.Node) -> PaymentNode:
        """Take over another instalment, of which nothing has happened yet."""
        self.approved_on = self.met_on = self.expected_on = None
        return self.fill(node)

    def drop(self, day: date) -> None:
        """Leave the plan; what was written about it, booked and taken back, or asked for stays with it."""
        self.dropped_on, self.planned_on = day, None
        self.amount = self.percent = Decimal(0)

    def fill(self, node: payments.Node) -> PaymentNode:
        """Take over one planned instalment."""
        if node.amount is None or node.percent is None:
            raise ValueError("an instalment is written down with its share and its amount")
        self.kind, self.condition, self.planned_on = node.kind, node.condition, node.planned_on
        self.percent, self.amount = node.percent, node.amount
        return self

    def redate(self, day: date) -> None:
        """Give a new day in the place of the one that was approved, which is kept beside it."""
        self.approved_on, self.planned_on = self.planned_on, day
        self._tell_contract()

    @property
    def waits_for(self) -> payments.Event | None:
        """What must have happened before it falls due, where that has not happened yet."""
        return None if self.met_on else payments.waits_for(self.kind)

    def meet(
        self, happened_on: date, calendar: payments.Calendar, *, counts_from: date | None = None
    ) -> None:
        """Fall due, since what it waited for has happened; the day that was expected is kept beside the new one."""
        self.change_from(counts_from or happened_on)
        if self.met_on is None:
            self.expected_on = self.planned_on
        self.met_on = happened_on
        self.planned_on = payments.term(self.kind, self.condition).after(happened_on, calendar)
        self._tell_contract()

    def meet_before(self, happened_on: date, calendar: payments.Calendar, *, counts_from: date) -> None:
        """Fall due where what it waits for happened before it was planned: on the day agreed, if there is one (P19)."""
        if self.met_on is not None or self.planned_on is None:
            self.meet(happened_on, calendar, counts_from=counts_from)
        else:
            self.expected_on, self.met_on = self.planned_on, happened_on

    def wait_again(self, *, counts_from: date | None = None) -> None:
        """Wait again: what had happened was taken back."""
        if self.met_on is not None:
            self.change_from(counts_from or self.met_on)
            self.planned_on, self.expected_on, self.met_on = self.expected_on, None, None
            self._tell_contract()

    def _tell_contract(self) -> None:
        if self.contract is not None:
            self.contract.record_received()

    def record(self, *, received: Decimal, in_hand: Decimal, written_off: Decimal) -> None:
        """Take over what whoever counts the money found."""
        self.received, self.in_hand, self.written_off = received, in_hand, written_off

    def facts(self) -> tuple:
        """Return what the node says, in the order of the plan."""
        return self.kind, self.condition, self.planned_on, self.percent, self.amount

    def as_plan(self) -> payments.Node:
        """Return the node as the rules of the plan take it."""
        return payments.Node(*self.facts())

"""Quotations in versions, and their lines as they were offered (F09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity
from salesapp.quotations import rules
from salesapp.quotations.lines.models import QuotationLine, amounts_of, columns
from salesapp.quotations.lines.rules import Line, texts_of
from salesapp.quotations.reckoning.rules import (
    Amounts,
    RateSum,
    by_rate,
    check_discount,
    check_total,
    rounded,
    spread,
    total,
    whole_discount,
)
from salesapp.quotations.rules import OPEN, Status
from salesapp.quotations.validity.rules import Unit, last_day
from salesapp.web import clock

#: What a quotation says besides its lines, as its form has it.
HEAD = (
    "contact_id", "quoted_on", "valid_count", "valid_unit", "delivery_cycle", "payment_terms", "warranty", "remark",
    "off_reason", "discount", "rounding",
)  # fmt: skip


class Quotation(Base):
    """One version of a quotation: what is offered to a customer for an opportunity, until which day."""

    __tablename__ = "quotation"
    __table_args__ = (
        UniqueConstraint("number", "revision"),
        Index("ix_quotation_opportunity", "opportunity_id", "status"),
        Index("ix_quotation_owner", "owner_id", "status"),
        Index("ix_quotation_lapse", "status", "valid_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(12), default=Status.DRAFT)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("quotation.id"))
    quoted_on: Mapped[date]
    valid_count: Mapped[int]
    valid_unit: Mapped[str] = mapped_column(String(10), default=Unit.DAYS)
    valid_until: Mapped[date] = mapped_column(info=DERIVED)
    delivery_cycle: Mapped[str | None] = mapped_column(String(100))
    payment_terms: Mapped[str | None] = mapped_column(Text)
    warranty: Mapped[str | None] = mapped_column(String(100))
    remark: Mapped[str | None] = mapped_column(Text)
    off_reason: Mapped[str | None] = mapped_column(Text)
    #: What was typed to be taken off the whole, to what it is rounded down, and both together as they are spread.
    discount: Mapped[Decimal | None] = mapped_column(Money)
    rounding: Mapped[str] = mapped_column(String(6), default="")
    whole_off: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    gross: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    tax: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    net: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    #: Where its owner's own authority sufficed: the salt of its fingerprint.
    approved_salt: Mapped[str | None] = mapped_column(String(32), info=DERIVED)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_to: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    end_reason: Mapped[str | None] = mapped_column(String(300))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment] = mapped_column(UTCDateTime, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    opportunity: Mapped[Opportunity] = relationship()
    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    copied_from: Mapped[Quotation | None] = relationship(remote_side=id, foreign_keys=copied_from_id)
    lines: Mapped[list[QuotationLine]] = relationship(
        order_by="QuotationLine.seq", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def label(self) -> str:
        """Its number with its version."""
        return rules.label(self.number, self.revision)

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Whether somebody still works with it."""
        return self.status in OPEN

    @property
    def items(self) -> list[dict[str, str]]:
        """Its lines as they are typed: what a colleague changes meanwhile is seen by them."""
        return [texts_of(one.as_line()) for one in self.lines]

    @property
    def amounts(self) -> Amounts:
        """What the whole comes to."""
        return Amounts(self.gross, self.tax, self.net)

    @property
    def rates(self) -> list[RateSum]:
        """The summary of its taxes, a row for each rate."""
        return by_rate((one.rate, one.amounts) for one in self.lines if one.amounts is not None)

    @property
    def unpriced(self) -> list[QuotationLine]:
        """The lines whose price is still missing."""
        return [one for one in self.lines if one.gross is None]

    # ---------------------------------------------------------------------------------- what it says

    def describe(self, head: Mapping[str, Any], *, at: datetime) -> None:
        """Take over what it says besides its lines; the last day follows from the validity."""
        for name in HEAD:
            if name in head:
                setattr(self, name, head[name])
        self.rounding = self.rounding or ""
        self.valid_until = last_day(self.quoted_on, self.valid_count, self.valid_unit)
        self.updated_at = at

    def explain(self, reason: str | None) -> None:
        """Say why something is taken off the price."""
        self.off_reason = (reason or "").strip() or None

    def offer(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """Take over its lines, each in its place, with the discount on the whole spread over them.

        Rows that are there already are changed; the columns of those to be added are returned: hundreds go in at once.
        """
        amounts = [one.amounts for one in lines]
        grosses = [one.gross if one else Decimal(0) for one in amounts]
        whole = sum(grosses, rounded(Decimal(0)))
        check_discount(self.discount, whole)
        self.whole_off = whole_discount(whole, self.discount, self.rounding)
        shares = spread(self.whole_off, grosses)
        found = [columns(*one) for one in zip(lines, amounts, shares, strict=True)]
        sums = total(one for values in found if (one := amounts_of(values)) is not None)
        check_total(sums.gross)
        self.gross, self.tax, self.net = sums.gross, sums.tax, sums.net
        for row, values in zip(self.lines, found, strict=False):
            row.say(values)
        kept = len(self.lines)
        del self.lines[len(found) :]
        return [values | {"seq": seq} for seq, values in enumerate(found[kept:], kept + 1)]

    # ---------------------------------------------------------------------------------- its turns

    def enter_approval(self, *, at: datetime) -> None:
        """Put it into approval."""
        rules.check_turn(self.status, {Status.DRAFT})
        self.status, self.updated_at = Status.APPROVING, at

    def approve(self, sha256: str | None, *, at: datetime, salt: str | None = None) -> None:
        """Agree to exactly this content."""
        self.status, self.approved_at = Status.APPROVED, at
        self.approved_sha256, self.approved_salt = sha256, salt

    def back_to_draft(self, *, at: datetime) -> None:
        """Let it be changed again: it was returned, taken back, or an approval ended."""
        self.status, self.updated_at = Status.DRAFT, at
        self.approved_at = self.approved_sha256 = self.approved_salt = None

    def send(self, to: str | None, *, at: datetime) -> None:
        """Note that the customer has it."""
        rules.check_turn(self.status, {Status.APPROVED, Status.SENT})
        self.status, self.sent_at, self.sent_to = Status.SENT, at, (to or "").strip() or None

    def end(self, status: Status, *, at: datetime, reason: str | None = None) -> None:
        """End it: won, lost, replaced, or lapsed."""
        self.status, self.ended_at, self.end_reason = status, at, (reason or "").strip()[:300] or None

    def hold_again(self, *, at: datetime) -> None:
        """Let it stand again where it stood before it ended."""
        self.status = Status.SENT if self.sent_at else Status.APPROVED
        self.ended_at, self.end_reason, self.updated_at = None, None, at

    def pass_to(self, owner: User, *, at: datetime) -> None:
        """Let somebody else answer for it."""
        self.owner, self.updated_at = owner, at

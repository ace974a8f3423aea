"""The lines of a quotation as they were offered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.db import Base, Money
from salesapp.quotations.lines.rules import Line, Listed
from salesapp.quotations.products.models import Product
from salesapp.quotations.reckoning.models import Scaled
from salesapp.quotations.reckoning.rules import Amounts, taxed

#: What a line holds of what was read.
LINE = (
    "product_id", "name", "spec", "unit", "quantity", "price", "off", "rate", "gift", "note", "list_price", "floor_price",
)  # fmt: skip


class Told(NamedTuple):
    """What the trail tells of a line: two that are equal read alike."""

    name: str
    quantity: Decimal
    price: Decimal | None
    off: Decimal
    rate: str
    gift: bool

    def __str__(self) -> str:
        """Write it: what, how much, at which price."""
        price = "/" if self.price is None else f"{self.price.normalize():f}"
        off = f" -{self.off.normalize():f}%" if self.off else ""
        return f"{self.name} × {self.quantity.normalize():f} @ {price}{off} {self.rate}{' *' if self.gift else ''}"


class Offered:
    """What a line offers at which price, of a quotation and of the contract that takes it over."""

    seq: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    spec: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(20), default="")
    quantity: Mapped[Decimal] = mapped_column(Scaled(3))
    price: Mapped[Decimal | None] = mapped_column(Scaled(6))
    off: Mapped[Decimal] = mapped_column(Scaled(6), default=Decimal(0))
    rate: Mapped[str] = mapped_column(String(10))
    gift: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(200), default="")


class QuotationLine(Offered, Base):
    """One line as it was offered, with what the list said on its day; what changes of it is told by its quotation."""

    __tablename__ = "quotation_line"
    __tracked__ = False
    __table_args__ = (Index("ix_quotation_line_quotation", "quotation_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id"))
    list_price: Mapped[Decimal | None] = mapped_column(Scaled(6))
    floor_price: Mapped[Decimal | None] = mapped_column(Scaled(6))
    #: Its part of the discount on the whole; then what it comes to, nothing while its price is missing.
    share: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    gross: Mapped[Decimal | None] = mapped_column(Money)
    tax: Mapped[Decimal | None] = mapped_column(Money)
    net: Mapped[Decimal | None] = mapped_column(Money)

    product: Mapped[Product | None] = relationship()

    @property
    def amounts(self) -> Amounts | None:
        """What it comes to."""
        return (
            None
            if self.gross is None
            else Amounts(self.gross, self.tax or Decimal(0), self.net or Decimal(0))
        )

    @property
    def told(self) -> Told:
        """What the trail tells of it."""
        return Told(self.name, self.quantity, self.price, self.off, self.rate, self.gift)

    def as_line(self) -> Line:
        """Return it as it was read."""
        return Line(
            name=self.name, quantity=self.quantity, rate=self.rate, price=self.price, off=self.off, spec=self.spec,
            unit=self.unit, gift=self.gift, note=self.note, product_id=self.product_id, list_price=self.list_price,
            floor_price=self.floor_price,
        )  # fmt: skip

    def take_list(self, price: Listed) -> None:
        """Be measured by what the list says now; the price offered stays."""
        self.list_price, self.floor_price = price.listed, price.floor

    def say(self, values: Mapping[str, Any]) -> None:
        """Take over what differs of a line."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def columns(line: Line, own: Amounts | None, share: Decimal) -> dict[str, Any]:
    """Return a line with its part of the discount on the whole; the tax is reckoned once, from what is left.

    ``own`` is what it comes to by itself.
    """
    amounts = taxed(own.gross - share, line.rate) if own and share else own
    gross, tax, net = (amounts.gross, amounts.tax, amounts.net) if amounts else (None, None, None)
    return {name: getattr(line, name) for name in LINE} | {
        "share": share,
        "gross": gross,
        "tax": tax,
        "net": net,
    }


def amounts_of(values: Mapping[str, Any]) -> Amounts | None:
    """Return what a line comes to; nothing while its price is missing."""
    return None if values["gross"] is None else Amounts(values["gross"], values["tax"], values["net"])

"""The lines of a contract: those of the quotation that it was drawn up from, with nothing typed again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.contracts.lines import rules
from salesapp.db import Base, Money
from salesapp.quotations.lines.models import Offered
from salesapp.quotations.models import Quotation
from salesapp.quotations.reckoning.rules import Amounts, RateSum, by_rate, total

#: What a line takes over of the quotation's.
TAKEN = (
    "seq",
    "product_id",
    "name",
    "spec",
    "unit",
    "quantity",
    "price",
    "off",
    "rate",
    "gift",
    "note",
    "gross",
    "tax",
    "net",
)


class ContractLine(Offered, Base):
    """One line of a contract, as it was quoted; its contract tells from which quotation."""

    __tablename__ = "contract_line"
    __tracked__ = False
    __table_args__ = (Index("ix_contract_line_contract", "contract_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    gross: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    net: Mapped[Decimal] = mapped_column(Money)

    @property
    def amounts(self) -> Amounts:
        """What it comes to."""
        return Amounts(self.gross, self.tax, self.net)

    @property
    def is_free(self) -> bool:
        """Whether it is given away: marked so, at a price of 0, or with all of it off."""
        return self.gift or self.price == 0 or self.off == 100

    def facts(self) -> list[object]:
        """Return what is agreed to of it."""
        return [getattr(self, name) for name in TAKEN]


class Itemised:
    """The part of a contract that is its lines, and the quotation that they come from."""

    if TYPE_CHECKING:
        tax_rate: Mapped[str]

    @declared_attr
    def quotation_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("quotation.id"), index=True)

    #: Why it takes no quotation although its opportunity has one in force.
    unquoted_because: Mapped[str | None] = mapped_column(String(200))

    @declared_attr
    def quotation(cls) -> Mapped[Quotation | None]:
        return relationship(Quotation)

    @declared_attr
    def lines(cls) -> Mapped[list[ContractLine]]:
        return relationship(ContractLine, order_by=ContractLine.seq, cascade="all, delete-orphan")

    @property
    def lines_total(self) -> Decimal | None:
        """What its lines come to; nothing where it has none."""
        return total(one.amounts for one in self.lines).gross if self.lines else None

    @property
    def rates(self) -> list[RateSum]:
        """The summary of taxes of its lines, a row for each rate."""
        return by_rate((one.rate, one.amounts) for one in self.lines)

    @property
    def tax_words(self) -> str:
        """The rate at which it is taxed, or those of its lines: 13%、6%."""
        return rules.tax_words(self.tax_rate, [one.rate for one in self.rates])

    @property
    def taxed_words(self) -> str:
        """How it is taxed, in a sentence: 含税，税率 13%."""
        return rules.taxed_words(self.tax_rate, [one.rate for one in self.rates])

    def take_lines(self, quotation: Quotation) -> None:
        """Take over the lines of a quotation as they are."""
        self.quotation = quotation
        self.lines = [ContractLine(**{name: getattr(one, name) for name in TAKEN}) for one in quotation.lines]

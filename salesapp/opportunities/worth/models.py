"""What an opportunity is worth: the amount of its contracts, kept beside the one that is expected (F24)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import DERIVED, Money
from salesapp.opportunities.worth import rules
from salesapp.opportunities.worth.rules import Basis


class Worth:
    """The part of an opportunity that is the amount counted."""

    if TYPE_CHECKING:
        amount: Mapped[Decimal]

    #: What its contracts in force come to, supplements in; nothing while there is none. The floor above tells it.
    contracted: Mapped[Decimal | None] = mapped_column(Money, info=DERIVED)

    @property
    def counted(self) -> Decimal:
        """The amount that counts."""
        return rules.counted(self.amount, self.contracted)

    @property
    def basis(self) -> Basis:
        """Where the amount comes from that counts."""
        return rules.basis(self.contracted)

    @classmethod
    def counts(cls) -> ColumnElement[Decimal]:
        """Return the amount that counts, as a column of a query."""
        return type_coerce(func.coalesce(cls.contracted, cls.amount), Money)

    def record_contracted(self, amount: Decimal | None) -> None:
        """Take over what its contracts come to."""
        if self.contracted != amount:
            self.contracted = amount

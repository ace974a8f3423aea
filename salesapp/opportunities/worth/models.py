"""What an opportunity is worth: the amount of its contracts, kept beside the one that is expected (F24)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Index, func, text, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import DERIVED, Money
from salesapp.opportunities.worth import rules
from salesapp.opportunities.worth.rules import Basis

_COUNTS = text("coalesce(contracted, amount)")
#: A page of the list is walked along an index in its order: by what counts, by the day of the deal, by number.
LISTED = (
    Index("ix_opportunity_amount", "status", _COUNTS, "id", "owner_id"),
    Index("ix_opportunity_owner_amount", "owner_id", "status", _COUNTS, "id"),
    Index("ix_opportunity_owner_close", "owner_id", "status", "expected_close_on", "id"),
    Index("ix_opportunity_owner_number", "owner_id", "status", "number", "id"),
)


class Worth:
    """The part of an opportunity that is the amount counted."""

    if TYPE_CHECKING:
        amount: Mapped[Decimal]

    #: What its contracts in force come to, supplements in; nothing while there is none. The floor above tells it.
    contracted: Mapped[Decimal | None] = mapped_column(Money, info=DERIVED)
    #: How much may be called off from its frameworks, while nothing was: those promise no money.
    framework_limit: Mapped[Decimal | None] = mapped_column(Money, info=DERIVED)

    @property
    def counted(self) -> Decimal:
        """The amount that counts."""
        return rules.counted(self.amount, self.contracted)

    @property
    def basis(self) -> Basis:
        """Where the amount comes from that counts."""
        return rules.basis(self.contracted, self.framework_limit)

    @property
    def told(self) -> Decimal:
        """The amount that is told of it: the one that counts, of a framework without call-offs its limit."""
        return self.counted if self.framework_limit is None else self.framework_limit

    @classmethod
    def counts(cls) -> ColumnElement[Decimal]:
        """Return the amount that counts, as a column of a query."""
        return type_coerce(func.coalesce(cls.contracted, cls.amount), Money)

    def record_contracted(self, amount: Decimal | None, limit: Decimal | None = None) -> None:
        """Take over what its contracts come to, and the limit of frameworks from which nothing was called off."""
        if self.contracted != amount:
            self.contracted = amount
        if self.framework_limit != limit:
            self.framework_limit = limit

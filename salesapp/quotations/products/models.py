"""Products and services as they are offered (F09)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment
from salesapp.quotations.authority.rules import Borders, is_called_otherwise
from salesapp.quotations.products.rules import FACTS, PLACES, Status
from salesapp.quotations.reckoning.models import Scaled
from salesapp.web import clock


class Product(Base):
    """Something that is sold: goods by the piece, or a service by the day."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    spec: Mapped[str | None] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20), default="")
    tax_rate: Mapped[str] = mapped_column(String(10))
    price_places: Mapped[int] = mapped_column(default=PLACES)
    #: Up to how many per cent off each role gives of this product by itself; none: as of any product.
    off_rep: Mapped[Decimal | None] = mapped_column(Scaled(4))
    off_supervisor: Mapped[Decimal | None] = mapped_column(Scaled(4))
    off_director: Mapped[Decimal | None] = mapped_column(Scaled(4))
    note: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(10), default=Status.ACTIVE)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment] = mapped_column(UTCDateTime, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_active(self) -> bool:
        """Whether it is offered."""
        return self.status == Status.ACTIVE

    @property
    def borders(self) -> Borders:
        """Up to how many per cent off each role gives of it."""
        return Borders(self.off_rep, self.off_supervisor, self.off_director)

    def is_not(self, name: str, spec: str, unit: str) -> bool:
        """Tell whether a line that has its prices is called otherwise."""
        return is_called_otherwise((name, spec, unit), (self.name, self.spec or "", self.unit))

    def describe(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Take over what a product says of itself."""
        for name in FACTS:
            if name in values:
                setattr(self, name, values[name])
        self.unit, self.updated_at = self.unit or "", at

    def offer(self, is_offered: bool, *, at: datetime) -> None:
        """Offer it, or no longer; quotations that have it keep it."""
        self.status, self.updated_at = (Status.ACTIVE if is_offered else Status.RETIRED), at

"""Versions of the price list, and the price of each product in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import SECRET, Base, moment
from salesapp.quotations.products.models import Product
from salesapp.quotations.reckoning.models import Scaled


class PriceList(Base):
    """One version of the price list: from when until when, by whom, and why."""

    __tablename__ = "price_list"
    __table_args__ = (Index("ix_price_list_period", "starts_on", "ends_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[User] = relationship(foreign_keys=by_id)
    prices: Mapped[list[ListPrice]] = relationship(back_populates="price_list", cascade="all")

    __mapper_args__ = {"version_id_col": version}


class ListPrice(Base):
    """The price of one product in one version of the list; the floor is shown to few."""

    __tablename__ = "list_price"
    __table_args__ = (UniqueConstraint("price_list_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    list_price: Mapped[Decimal] = mapped_column(Scaled(6))
    floor_price: Mapped[Decimal | None] = mapped_column(Scaled(6), info=SECRET)

    price_list: Mapped[PriceList] = relationship(back_populates="prices")
    product: Mapped[Product] = relationship()

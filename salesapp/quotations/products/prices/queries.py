"""Prices, read: those in force on a day, the versions of the list, the history of one product."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from salesapp.db import db
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.models import ListPrice, PriceList
from salesapp.quotations.products.prices.rules import Price

PAGE = 50


def on_day(day: date) -> Select:
    """Select the price of each product on a day: (product_id, list_price, floor_price)."""
    held = PriceList.starts_on <= day, or_(PriceList.ends_on.is_(None), PriceList.ends_on >= day)
    newest = func.row_number().over(
        partition_by=ListPrice.product_id, order_by=(PriceList.starts_on.desc(), PriceList.id.desc())
    )
    ranked = (
        select(ListPrice.product_id, ListPrice.list_price, ListPrice.floor_price, newest.label("rank"))
        .join(PriceList, PriceList.id == ListPrice.price_list_id)
        .where(*held)
        .subquery()
    )
    return select(ranked.c.product_id, ranked.c.list_price, ranked.c.floor_price).where(ranked.c.rank == 1)


def prices(product_ids: Collection[int], day: date) -> Mapping[int, Price]:
    """Return the prices of some products on a day; what has none is not among them."""
    if not product_ids:
        return {}
    current = on_day(day).subquery()
    query = select(current).where(current.c.product_id.in_(set(product_ids)))
    return {row.product_id: Price(row.list_price, row.floor_price) for row in db.session.execute(query)}


def versions(*, before: int | None = None) -> Sequence[Any]:
    """Return a page of the versions of the list and one more, the newest first.

    Each comes with how many prices it holds, and with name and specification of the product that it names first.
    """
    of_one = ListPrice.price_list_id == PriceList.id
    count = select(func.count(ListPrice.id)).where(of_one).correlate(PriceList).scalar_subquery()
    first = select(func.min(ListPrice.id)).where(of_one).correlate(PriceList).scalar_subquery()
    query = (
        select(PriceList, count.label("count"), Product.name, Product.spec)
        .outerjoin(ListPrice, ListPrice.id == first)
        .outerjoin(Product, Product.id == ListPrice.product_id)
        .options(joinedload(PriceList.by))
    )
    if before is not None:
        query = query.where(PriceList.id < before)
    return db.session.execute(query.order_by(PriceList.id.desc()).limit(PAGE + 1)).unique().all()


def find(price_list_id: int) -> PriceList | None:
    """Return one version of the list with its prices."""
    query = select(PriceList).where(PriceList.id == price_list_id)
    rows = selectinload(PriceList.prices).joinedload(ListPrice.product)
    return db.session.scalar(query.options(joinedload(PriceList.by), rows))


def history(product_id: int) -> Sequence[ListPrice]:
    """Return every price that a product has or had, the latest version first."""
    query = (
        select(ListPrice)
        .join(ListPrice.price_list)
        .options(contains_eager(ListPrice.price_list).joinedload(PriceList.by))
        .where(ListPrice.product_id == product_id)
        .order_by(PriceList.starts_on.desc(), PriceList.id.desc())
    )
    return db.session.scalars(query).unique().all()


def has_prices() -> bool:
    """Tell whether there is a price list at all."""
    return db.session.scalar(select(ListPrice.id).limit(1)) is not None

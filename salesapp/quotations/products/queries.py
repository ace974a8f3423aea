"""Products, read: one, a list with the prices of a day, those that words name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from salesapp.db import db
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.queries import on_day
from salesapp.quotations.products.rules import STATUS_LABELS, Status
from salesapp.web import pages, params
from salesapp.web.hits import Hit

PAGE = 50
#: How many products a search in the quotation offers.
OFFERED = 20
VIEWS = ("", "unpriced", "retired")


def find(product_id: int) -> Product | None:
    """Return one product."""
    return db.session.get(Product, product_id)


def these(ids: Collection[int]) -> dict[int, Product]:
    """Return some products by their numbers."""
    if not ids:
        return {}
    found = db.session.scalars(select(Product).where(Product.id.in_(set(ids)))).unique()
    return {product.id: product for product in found}


def by_code(codes: Collection[str]) -> dict[str, Product]:
    """Return some products by their codes, whatever their case."""
    wanted = {code.casefold() for code in codes}
    if not wanted:
        return {}
    query = select(Product).where(func.lower(Product.code).in_(wanted))
    return {product.code.casefold(): product for product in db.session.scalars(query).unique()}


def by_name(names: Collection[str]) -> dict[tuple[str, str], Product]:
    """Return the products that have one of these names, by name and specification; offered ones win."""
    if not names:
        return {}
    query = (
        select(Product).where(Product.name.in_(set(names))).order_by(Product.status.desc(), Product.id.desc())
    )
    return {(product.name, product.spec or ""): product for product in db.session.scalars(query).unique()}


def _says(words: str) -> ColumnElement[bool]:
    """Return the condition that every word stands in the code, the name or the specification."""
    return and_(
        *(
            or_(
                *(
                    func.lower(func.coalesce(column, "")).contains(word.lower(), autoescape=True)
                    for column in (Product.code, Product.name, Product.spec)
                )
            )
            for word in words.split()[:6]
        )
    )


def listed(words: str, view: str, day: date, cursor: str | None) -> pages.Page[Any]:
    """Return a page of products by their codes, with the prices of a day."""
    current = on_day(day).subquery()
    query = select(Product, current.c.list_price, current.c.floor_price).outerjoin(
        current, current.c.product_id == Product.id
    )
    query = query.where(Product.status == (Status.RETIRED if view == "retired" else Status.ACTIVE))
    if view == "unpriced":
        query = query.where(current.c.list_price.is_(None))
    if words:
        query = query.where(_says(words))
    after = pages.read(cursor, str, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Product.code, Product.id, after, descending=False))
    rows = db.session.execute(query.order_by(Product.code, Product.id).limit(PAGE + 1)).all()
    return pages.cut(rows, PAGE, lambda row: (row.Product.code, row.Product.id))


def offered(words: str, day: date, limit: int = OFFERED) -> Sequence[Any]:
    """Return offered products that words name, with their list prices."""
    current = on_day(day).subquery()
    query = (
        select(Product, current.c.list_price)
        .outerjoin(current, current.c.product_id == Product.id)
        .where(Product.status == Status.ACTIVE)
    )
    query = query.where(_says(words)) if words else query
    return db.session.execute(query.order_by(Product.code).limit(limit)).all()


def unpriced(day: date) -> int:
    """Count the offered products without a list price."""
    current = on_day(day).subquery()
    query = select(func.count()).select_from(Product).outerjoin(current, current.c.product_id == Product.id)
    return (
        db.session.scalar(query.where(Product.status == Status.ACTIVE, current.c.list_price.is_(None))) or 0
    )


def hits(term: str, user: Any, limit: int) -> list[Hit]:
    """Return products by a part of their code, name or specification; those that are offered first."""
    query = select(Product).where(_says(term)).order_by(Product.status, Product.code).limit(limit)
    return [
        Hit(
            one.name,
            f"{one.code} · {one.spec or '/'} · {STATUS_LABELS[Status(one.status)]}",
            one.code,
            one.id,
        )
        for one in db.session.scalars(query)
    ]


def proposed_count() -> int:
    """Count the products that were proposed from within a quotation, by the beginning of their code."""
    query = select(func.count()).select_from(Product).where(Product.code.startswith("NEW-", autoescape=True))
    return db.session.scalar(query) or 0

"""What is done to products: kept, offered, no longer offered, proposed from within a quotation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.quotations.products import access, queries, rules
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.actions import Listed, Period, set_prices
from salesapp.quotations.products.rules import PLACES, ProductRefused
from salesapp.refusals import check_all
from salesapp.words import gettext as _


def keep(values: Mapping[str, Any], *, by: User, at: datetime) -> Product:
    """Keep a new product, with its first price where one is named."""
    access.check_keeper(by)
    check_all(lambda: rules.check(values), lambda: _check_free(values.get("code"), None))
    product = Product(created_by=by, created_at=at)
    product.describe(values, at=at)
    db.session.add(product)
    db.session.flush()
    if values.get("list_price") is not None or values.get("floor_price") is not None:
        price(product, values, by=by, at=at)
    return product


def change(product: Product, values: Mapping[str, Any], *, by: User, at: datetime) -> Product:
    """Change what a product says of itself; what was quoted stays as it was."""
    access.check_keeper(by)
    check_all(lambda: rules.check(values), lambda: _check_free(values.get("code"), product))
    product.describe(values, at=at)
    return product


def price(product: Product, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Set the price of one product: a version of the list that names nothing else."""
    period = Period(values.get("starts_on"), values.get("ends_on"), values.get("reason"))
    set_prices([Listed(product, values.get("list_price"), values.get("floor_price"))], period, by=by, at=at)


def offer(product: Product, is_offered: bool, *, by: User, at: datetime) -> None:
    """Offer a product, or no longer."""
    access.check_keeper(by)
    product.offer(is_offered, at=at)


def propose(values: Mapping[str, Any], *, by: User, at: datetime) -> Product:
    """Keep a product that whoever quotes misses: without prices, until finance or the director sets them."""
    known = {**values, "price_places": PLACES, "code": values.get("code") or _next_code()}
    check_all(lambda: rules.check(known), lambda: _check_free(known["code"], None))
    product = Product(created_by=by, created_at=at)
    product.describe(
        {name: known.get(name) for name in ("code", "name", "spec", "unit", "tax_rate", "price_places")},
        at=at,
    )
    db.session.add(product)
    db.session.flush()
    return product


def _next_code() -> str:
    return f"NEW-{queries.proposed_count() + 1:04d}"


def _check_free(code: str | None, product: Product | None) -> None:
    other = queries.by_code([code or ""]).get((code or "").casefold())
    if other is not None and other is not product:
        raise ProductRefused(_("%(name)s has this code already.", name=other.name), field="code")

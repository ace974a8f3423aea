"""Products, prices and quotations for tests: kept through the same verbs as on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.quotations.products import actions
from salesapp.quotations.products.models import Product

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
TODAY = date(2026, 11, 23)


def make_product(by, *, listed="1000.00", floor="700.00", at=NOW, **changes) -> Product:
    """Keep a product with its price from today."""
    values = {
        "code": "PC-100", "name": "排产软件", "spec": "标准版", "unit": "套", "tax_rate": "13", "price_places": 2,
        "list_price": Decimal(listed) if listed else None, "floor_price": Decimal(floor) if floor else None,
        "starts_on": at.date(), "reason": "年度价目",
    } | changes  # fmt: skip
    return actions.keep(values, by=by, at=at)

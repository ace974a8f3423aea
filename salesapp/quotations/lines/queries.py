"""What the list says of the lines of a quotation: the prices of its day, the product that a line means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import Line, Listed
from salesapp.quotations.products import queries as products
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.queries import prices


def listed(
    lines: Sequence[Line], before: Sequence[QuotationLine], day: date, *, fresh: bool = False
) -> list[Line]:
    """Put list and floor price on each line: those that its quotation had before, for what is new those of a day."""
    lines = linked(lines, {one.product_id for one in before})
    kept = {} if fresh else {one.product_id: (one.list_price, one.floor_price) for one in before}
    new = {one.product_id for one in lines if one.product_id and one.product_id not in kept}
    found = prices(new, day)
    kept |= {product_id: (price.listed, price.floor) for product_id, price in found.items()}
    return [_priced(one, kept.get(one.product_id, (None, None))) for one in lines]


def _priced(one: Line, price: tuple[Decimal | None, Decimal | None]) -> Line:
    if (one.list_price, one.floor_price) == price:
        return one
    return replace(one, list_price=price[0], floor_price=price[1])


def relisted(lines: Sequence[QuotationLine], day: date) -> dict[int, Listed]:
    """Return what the list says on a day of the lines of which it says something else now, by their place."""
    found = prices({one.product_id for one in lines if one.product_id}, day)
    now = {product_id: Listed(price.listed, price.floor) for product_id, price in found.items()}
    return {
        one.seq: price
        for one in lines
        if one.product_id
        and (price := now.get(one.product_id, Listed())) != Listed(one.list_price, one.floor_price)
    }


def linked(lines: Sequence[Line], known: Collection[int | None]) -> list[Line]:
    """Measure by the list what is typed freely under a product's own name; a product that is not there is none.

    ``known`` are the products that the quotation has already.
    """
    named = {one.product_id for one in lines if one.product_id and one.product_id not in known}
    there = {*products.these(named), *(number for number in known if number)}
    free = {one.name for one in lines if one.product_id not in there and one.quantity > 0}
    found = products.by_name(free)
    return [one if one.product_id in there else _meant(one, found.get((one.name, one.spec))) for one in lines]


def _meant(line: Line, product: Product | None) -> Line:
    meant = product.id if product is not None and line.quantity > 0 else None
    return line if line.product_id == meant else replace(line, product_id=meant)

"""What the list says of the lines of a quotation: the prices of its day, the product that a line means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import Line
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
    return [
        replace(one, list_price=kept[one.product_id][0], floor_price=kept[one.product_id][1])
        if one.product_id in kept
        else one
        for one in lines
    ]


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
    return replace(line, product_id=meant)

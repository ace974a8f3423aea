"""What the buttons of the editor do with the rows that are typed: products picked, a list pasted, list prices taken again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from salesapp.quotations.lines.rules import number_in, plain, read_rate
from salesapp.quotations.products import queries as products
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.queries import prices
from salesapp.quotations.products.prices.rules import Price
from salesapp.quotations.products.rules import PLACES, price_words
from salesapp.quotations.tables.rules import Found
from salesapp.refusals import Refusal
from salesapp.words import gettext as _


def texts_of_product(product: Product, price: Price | None, quantity: str = "1") -> dict[str, str]:
    """Return a row for a product at its list price; without one, its price is missing."""
    return {
        "product_id": str(product.id), "name": product.name, "spec": product.spec or "", "unit": product.unit,
        "quantity": quantity, "price": plain(price.listed, PLACES) if price else "", "rate": product.tax_rate,
    }  # fmt: skip


def picked(ids: Collection[int], day: date) -> list[dict[str, str]]:
    """Return rows for products, in the order in which they were ticked."""
    found, current = products.these(ids), prices(ids, day)
    return [
        texts_of_product(found[one], current.get(one)) for one in ids if one in found and found[one].is_active
    ]


def pasted(table: Found, day: date) -> list[dict[str, str]]:
    """Return rows for the lines of a table; a product that is known by code, or by name and specification, is linked.

    A price that the table does not name is the list's; what is wrong stays as it is, and is said beside its cell.
    """
    rows = [dict(row.texts) for row in table.rows]
    by_code = products.by_code([row["code"] for row in rows if row.get("code")])
    by_name = products.by_name([row["name"] for row in rows if row.get("name")])
    linked = [_product(row, by_code, by_name) for row in rows]
    current = prices([one.id for one in linked if one], day)
    return [_row(row, product, current) for row, product in zip(rows, linked, strict=True)]


def _product(
    row: Mapping[str, str], by_code: Mapping[str, Product], by_name: Mapping[tuple[str, str], Product]
) -> Product | None:
    if row.get("code"):
        return by_code.get(row["code"].casefold())
    return by_name.get((row.get("name", ""), row.get("spec", "")))


def _row(row: Mapping[str, str], product: Product | None, current: Mapping[int, Price]) -> dict[str, str]:
    first = texts_of_product(product, current.get(product.id)) if product else {"rate": "", "quantity": ""}
    typed = {
        name: row[name]
        for name in ("name", "spec", "unit", "quantity", "price", "off", "rate", "note")
        if row.get(name)
    }
    if "list_price" in row and "price" not in row and not product:
        typed["price"] = row["list_price"]
    found = first | typed
    return found | {"name": found.get("name") or row.get("code", ""), "rate": _rate(found.get("rate", ""))}


def _rate(text: str) -> str:
    """Return a rate as its choice is written, where it is one; else as it was typed."""
    try:
        return read_rate(text)
    except Refusal:
        return text


def refetched(rows: Iterable[dict[str, str]], day: date) -> list[str]:
    """Put the list price of today on every row of a product, and say what that changes."""
    rows = list(rows)
    current = prices({int(row["product_id"]) for row in rows if row.get("product_id", "").isdecimal()}, day)
    changed = []
    for row in rows:
        price = current.get(int(row["product_id"])) if row.get("product_id", "").isdecimal() else None
        if price is None or _same(row.get("price", ""), price):
            continue
        before = row.get("price") or "/"
        row["price"] = plain(price.listed, PLACES)
        changed.append(f"{row['name']} {before} → {price_words(price.listed)}")
    return changed


def _same(typed: str, price: Price) -> bool:
    try:
        return number_in(typed) == price.listed
    except Refusal:
        return False


def summary(changed: list[str]) -> str:
    """Say what taking the list prices again has changed."""
    return (
        _("List prices taken again: %(changes)s.", changes="；".join(changed))
        if changed
        else _("No list price differs.")
    )


def offers(words: str, day: date) -> list[dict[str, Any]]:
    """Return the products that words name, to be ticked."""
    return [
        {"id": one.Product.id, "code": one.Product.code, "name": one.Product.name, "spec": one.Product.spec or "",
         "unit": one.Product.unit, "price": price_words(one.list_price)}
        for one in products.offered(words, day)
    ]  # fmt: skip

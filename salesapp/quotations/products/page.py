"""What pages show of products and prices, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.quotations.authority.rules import off_words
from salesapp.quotations.products import access
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices import queries as prices
from salesapp.quotations.products.prices.models import ListPrice, PriceList
from salesapp.quotations.products.prices.rules import State
from salesapp.quotations.products.rules import STATUS_LABELS, Status, price_words
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.web.formats import iso
from salesapp.words import gettext as _
from salesapp.words import ngettext


@dataclass(frozen=True, slots=True)
class Row:
    """One product in a list."""

    id: int
    code: str
    name: str
    spec: str
    unit: str
    rate: str
    listed: str
    floor: str
    is_active: bool


def rows(found: Sequence[Any], user: User) -> list[Row]:
    """Put the rows of a list into words; the floor is blank for whoever does not see it."""
    sees = access.sees_floor(user)
    return [
        Row(
            one.Product.id, one.Product.code, one.Product.name, one.Product.spec or "", one.Product.unit,
            rate_words(one.Product.tax_rate), price_words(one.list_price), price_words(one.floor_price) if sees else "",
            one.Product.is_active,
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One price that a product has or had."""

    list_id: int
    period: str
    listed: str
    floor: str
    reason: str
    by: str
    state: State


def period_words(price_list: PriceList) -> str:
    """Write from when until when."""
    until = iso(price_list.ends_on) if price_list.ends_on else _("until further notice")
    return f"{iso(price_list.starts_on)} – {until}"


def holds_words(first: str, count: int) -> str:
    """Say what a version holds: its product where it names one alone, else the first of so many."""
    if count <= 1:
        return first or "/"
    return ngettext("%(first)s and one more", "%(first)s and %(num)d more", count - 1, first=first)


def state_of(price_list: PriceList, today: date) -> State:
    """Say whether a version is still to come, holds, or is over."""
    if price_list.starts_on > today:
        return State.TO_COME
    if price_list.ends_on is not None and price_list.ends_on < today:
        return State.OVER
    return State.IN_FORCE


def _price_row(one: ListPrice, current: ListPrice | None, sees: bool, today: date) -> PriceRow:
    version = one.price_list
    state = state_of(version, today)
    if one is not current and version.starts_on <= today and state is not State.OVER:
        state = State.REPLACED
    return PriceRow(
        version.id, period_words(version), price_words(one.list_price), price_words(one.floor_price) if sees else "",
        version.reason, version.by.name, state,
    )  # fmt: skip


def _current(found: Sequence[ListPrice], today: date) -> ListPrice | None:
    return next(
        (
            one
            for one in found
            if one.price_list.starts_on <= today
            and (one.price_list.ends_on is None or one.price_list.ends_on >= today)
        ),
        None,
    )


def page(product: Product, user: User, today: date) -> dict[str, Any]:
    """Return what the page of a product shows."""
    found, sees = prices.history(product.id), access.sees_floor(user)
    current = _current(found, today)
    facts = [
        (_("Code"), product.code), (_("Product or service"), product.name), (_("Specification"), product.spec),
        (_("Unit"), product.unit), (_("Tax rate"), rate_words(product.tax_rate)),
        (_("List price (tax included)"), price_words(current.list_price if current else None)),
    ]  # fmt: skip
    if sees:
        facts.append((_("Floor price"), price_words(current.floor_price if current else None)))
    facts += [
        (_("Discounts of this product"), borders_words(product)), (_("Remarks"), product.note),
        (_("State"), STATUS_LABELS[Status(product.status)]),
    ]  # fmt: skip
    return {
        "product": product, "facts_of": facts, "sees_floor": sees, "keeps": access.keeps(user),
        "prices": [_price_row(one, current, sees, today) for one in found],
    }  # fmt: skip


def borders_words(product: Product) -> str:
    """Write up to which discount each role gives of a product; nothing where the settings say it."""
    told = [
        (_("Representatives"), product.off_rep),
        (_("Supervisors"), product.off_supervisor),
        (_("Director"), product.off_director),
    ]
    return _(", ").join(f"{who} {_plain(border)}%" for who, border in told if border is not None)


def _plain(border: Decimal) -> str:
    return f"{border.normalize():f}"


def list_rows(price_list: PriceList, user: User) -> list[dict[str, Any]]:
    """Return the prices of one version of the list."""
    sees = access.sees_floor(user)
    ordered = sorted(price_list.prices, key=lambda one: one.product.code)
    return [
        {
            "product": one.product,
            "listed": price_words(one.list_price),
            "floor": price_words(one.floor_price) if sees else "",
            "room": _room(one) if sees else "",
        }
        for one in ordered
    ]


def _room(one: ListPrice) -> str:
    """Say how much off the list the floor leaves."""
    if one.floor_price is None:
        return ""
    return off_words(100 - one.floor_price * 100 / one.list_price)

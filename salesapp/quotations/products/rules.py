"""Products and services: what one is called, taxed and counted in, and which discounts it allows (F09). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.chinese.texts import line, says
from salesapp.quotations.reckoning.rules import RATES
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

#: Places behind the point of a price: the usual, and the most that a product may have (screws at 0.046).
PLACES, MOST_PLACES = 2, 6
#: The most that one piece may cost.
MOST_PRICE = Decimal("999999999.99")
#: Characters that a code may have: what is typed on any keyboard and read aloud.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")


class ProductRefused(Refusal):
    """A product cannot be kept like this."""


class Status(StrEnum):
    """Whether a product is offered."""

    ACTIVE = "active"
    RETIRED = "retired"


STATUS_LABELS = {
    Status.ACTIVE: lazy_pgettext("product", "Offered"),
    Status.RETIRED: lazy_pgettext("product", "No longer offered"),
}
#: What a product says of itself, in the order of its form.
FACTS = (
    "code",
    "name",
    "spec",
    "unit",
    "tax_rate",
    "price_places",
    "off_rep",
    "off_supervisor",
    "off_director",
    "note",
)
BORDERS = ("off_rep", "off_supervisor", "off_director")


def check(values: Mapping[str, Any]) -> None:
    """Refuse at once all that is wrong with a product."""
    check_all(
        lambda: check_code(values.get("code")),
        lambda: check_name(values.get("name")),
        lambda: check_rate(values.get("tax_rate")),
        lambda: check_places(values.get("price_places")),
        lambda: check_borders(values),
    )


def check_code(code: str | None) -> None:
    """Refuse a code that nobody could type again."""
    if not CODE.fullmatch(line(code or "")):
        raise ProductRefused(_("A code has letters, digits and . _ / - only, such as PC-100."), field="code")


def check_name(name: str | None) -> None:
    """Refuse a product without a name."""
    if not says(name):
        raise ProductRefused(_("This must be filled in."), field="name")


def check_rate(rate: str | None) -> None:
    """Refuse a rate that is not in force; blank is neither exempt nor 0."""
    if not rate:
        raise ProductRefused(_("Choose the tax rate: exempt and 0% are choices too."), field="tax_rate")
    if rate not in RATES:
        raise ProductRefused(
            _("This rate is not in force: 13, 9, 6, 5, 3, 1, 0 or exempt."), field="tax_rate"
        )


def check_places(places: int | None) -> None:
    """Refuse more places behind the point than a price can have."""
    if places is None or not PLACES <= places <= MOST_PLACES:
        raise ProductRefused(
            _("A price has %(least)s to %(most)s decimals.", least=PLACES, most=MOST_PLACES),
            field="price_places",
        )


def check_borders(values: Mapping[str, Any]) -> None:
    """Refuse borders of discount outside 0–100, or that a leader may give less than whom they lead."""
    found = [(name, values[name]) for name in BORDERS if values.get(name) is not None]
    for name, border in found:
        if not 0 <= border <= 100:
            raise ProductRefused(_("A discount lies between 0 and 100 %."), field=name)
    for (_lower, low), (name, high) in zip(found, found[1:], strict=False):
        if high < low:
            raise ProductRefused(_("Who leads may give at least as much."), field=name)


def places_of(number: Decimal) -> int:
    """Return how many places behind the point a number needs."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def check_price(price: Decimal | None, places: int, *, field: str, least: Decimal = Decimal(0)) -> None:
    """Refuse a price that is not above nothing, too large for the sheet, or finer than the product allows."""
    if price is None:
        return
    if price < least or (price == 0 and least == 0 and field == "list_price"):
        raise ProductRefused(_("A price is above 0."), field=field)
    if price > MOST_PRICE:
        raise ProductRefused(_("A price is at most %(most)s.", most=f"{MOST_PRICE:,.2f}"), field=field)
    if places_of(price) > places:
        raise ProductRefused(
            _("At most %(count)s decimals: it is never rounded silently.", count=places), field=field
        )


def price_words(price: Decimal | None) -> str:
    """Write a price as it was typed, with two places at least: 0.046, 320,000.00."""
    if price is None:
        return "/"
    return f"{price:,.{max(PLACES, places_of(price))}f}"

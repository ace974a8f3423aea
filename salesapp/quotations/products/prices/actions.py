"""What is done to the price list: a new version is set, or ends earlier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.quotations.products import access
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices import rules
from salesapp.quotations.products.prices.models import ListPrice, PriceList
from salesapp.quotations.products.rules import ProductRefused
from salesapp.refusals import check_all
from salesapp.web import clock
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when prices hold, and why they are set."""

    starts_on: date | None
    ends_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a product costs in a version of the list."""

    product: Product
    listed: Decimal | None
    floor: Decimal | None = None


def check(period: Period, at: datetime) -> None:
    """Refuse a period that is none, one that began yesterday, and one without its reason."""
    check_all(
        lambda: rules.check_period(period.starts_on, period.ends_on),
        lambda: _check_begin(period.starts_on, at),
        lambda: _said(period.reason),
    )


def _said(reason: str | None) -> None:
    rules.check_reason(reason)


def _check_begin(starts_on: date | None, at: datetime) -> None:
    if starts_on is not None and starts_on < clock.local(at).date():
        raise ProductRefused(
            _("Prices begin today at the earliest: the past stays as it was."), field="starts_on"
        )


def set_prices(prices: Sequence[Listed], period: Period, *, by: User, at: datetime) -> PriceList:
    """Set a new version of the price list; what it does not name keeps its price."""
    access.check_keeper(by)
    check_all(
        lambda: check(period, at),
        *(
            lambda one=one: rules.check_prices(one.listed, one.floor, one.product.price_places)
            for one in prices
        ),
    )
    made = PriceList(
        starts_on=period.starts_on, ends_on=period.ends_on, reason=rules.check_reason(period.reason), by=by, at=at,
        prices=[ListPrice(product=one.product, list_price=one.listed, floor_price=one.floor) for one in prices],
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def end(price_list: PriceList, ends_on: date | None, *, by: User, at: datetime) -> None:
    """Let a version end on a day: what was before it holds again."""
    access.check_keeper(by)
    rules.check_end(price_list.starts_on, ends_on, clock.local(at).date())
    price_list.ends_on = ends_on

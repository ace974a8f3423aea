"""A product table is handed in, looked at, and taken in: products and one version of the price list."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.chinese.texts import enumerated
from salesapp.db import db
from salesapp.quotations.products import access, rules
from salesapp.quotations.products.intake import queries
from salesapp.quotations.products.intake.models import ProductIntake
from salesapp.quotations.products.intake.rules import Judged
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices import actions as prices
from salesapp.quotations.products.prices.actions import Listed, Period
from salesapp.quotations.tables.rules import Found
from salesapp.web import clock
from salesapp.words import gettext as _


def hand_in(found: Found, source: str, *, by: User, at: datetime) -> ProductIntake:
    """Keep a table, to be looked at before anything comes of it."""
    access.check_keeper(by)
    made = ProductIntake(
        source=source[:200], rows=[{"number": row.number, "texts": dict(row.texts)} for row in found.rows],
        left_out=enumerated(found.left_out)[:500], by=by, at=at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def take_in(intake: ProductIntake, period: Period, *, by: User, at: datetime) -> int:
    """Take in the rows that are right: products first, then their prices as one version; return how many."""
    access.check_keeper(by)
    if intake.taken_at is not None:
        raise rules.ProductRefused(_("This table was taken in already."))
    judged, known = queries.judged(intake, clock.local(at).date())
    taken = [one for one in judged if one.is_taken]
    if not taken:
        raise rules.ProductRefused(_("No row of this table changes anything."))
    if any(one.price for one in taken):
        prices.check(period, at)
    listed = [
        Listed(_keep(one, known, by, at), one.price.listed, one.price.floor) for one in taken if one.price
    ]
    for one in taken:
        if one.price is None:
            _keep(one, known, by, at)
    if listed:
        prices.set_prices(listed, period, by=by, at=at)
        intake.starts_on, intake.ends_on, intake.reason = period.starts_on, period.ends_on, period.reason
    intake.taken_at, intake.taken = at, len(taken)
    return len(taken)


def _keep(one: Judged, known: dict[str, Product], by: User, at: datetime) -> Product:
    product = known.get(one.code.casefold())
    if product is None:
        product = Product(created_by=by, created_at=at, code=one.code)
        db.session.add(product)
        known[one.code.casefold()] = product
    product.describe(one.values, at=at)
    return product

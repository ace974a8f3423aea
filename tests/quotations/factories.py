"""Products, prices and quotations for tests: kept through the same verbs as on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.approvals import actions as approvals
from salesapp.db import db
from salesapp.quotations import actions as quotations
from salesapp.quotations.approval.queries import latest
from salesapp.quotations.lines.rules import Line
from salesapp.quotations.models import Quotation
from salesapp.quotations.products import actions
from salesapp.quotations.products.models import Product
from tests.contracts.factories import make_opportunity

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


def head(**changes) -> dict:
    """Return what a quotation says besides its lines."""
    values = {
        "contact_id": None, "quoted_on": TODAY, "valid_count": 15, "valid_unit": "days", "delivery_cycle": "30天",
        "payment_terms": "3-6-1", "warranty": "12个月", "remark": None, "off_reason": "年内首单示范", "discount": None,
        "rounding": "",
    }  # fmt: skip
    return values | changes


def line(
    price="1000.00", *, product=None, quantity="1", rate="13", off="0", name="排产软件", **changes
) -> Line:
    """Return one line."""
    price = None if price is None else Decimal(price)
    found = Line(name=name, quantity=Decimal(quantity), rate=rate, price=price, off=Decimal(off), unit="套")
    return replace(found, product_id=product.id if product else None, **changes)


def make_quotation(owner, *lines, opportunity=None, by=None, at=NOW, **changes) -> Quotation:
    """Draw up a quotation, of one line at its list price where none is given."""
    opportunity = opportunity or make_opportunity(owner)
    db.session.flush()
    made = quotations.draft(opportunity, head(**changes), lines or (line(),), by=by or owner, at=at)
    db.session.flush()
    return made


def decide(quotation: Quotation, who, verdict="agree", comment="同意", *, at=NOW) -> None:
    """Let somebody decide on the seat that is theirs."""
    last = latest(quotation)
    seat = next(one for one in last.open_seats if one.role == who.role)
    approvals.decide(last, seat, verdict, comment, confirmed=True, by=who, at=at)
    db.session.flush()

"""Product tables, read: one with the verdict on each of its rows as things stand now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from salesapp.db import db
from salesapp.quotations.products import queries as products
from salesapp.quotations.products.intake.models import ProductIntake
from salesapp.quotations.products.intake.rules import Judged, judge
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.queries import prices


def find(intake_id: int) -> ProductIntake | None:
    """Return one table."""
    return db.session.scalar(
        select(ProductIntake).where(ProductIntake.id == intake_id).options(joinedload(ProductIntake.by))
    )


def latest(limit: int = 20) -> Sequence[ProductIntake]:
    """Return the tables that were handed in last."""
    query = select(ProductIntake).options(joinedload(ProductIntake.by)).order_by(ProductIntake.id.desc())
    return db.session.scalars(query.limit(limit)).unique().all()


def judged(intake: ProductIntake, day: date) -> tuple[list[Judged], dict[str, Product]]:
    """Return the verdict on every row, and the products that are known, by their codes."""
    known = products.by_code([row["texts"].get("code", "").strip() for row in intake.rows])
    current = prices([product.id for product in known.values()], day)
    by_code = {code: current[product.id] for code, product in known.items() if product.id in current}
    return judge(intake.rows, known, by_code), known

"""What the type-ahead fields ask for: lines of <option>, at most twelve, of what one may see."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.chinese import industries as industry_table
from salesapp.chinese import regions as region_table
from salesapp.customers.picking import queries

bp = Blueprint("picking", __name__, url_prefix="/customers")


def _typed() -> str:
    return request.args.get("q", "")[:100]


@bp.get("/pick")
def customers():
    """Offer customers."""
    typed = _typed()
    found = queries.pick(typed, current_user)
    return render_template("customers/picking/customers.html", rows=found, typed=typed)


@bp.get("/<int:customer_id>/contacts/pick")
def contacts(customer_id: int):
    """Offer the people of a customer."""
    found = queries.pick_contacts(customer_id, current_user, _typed())
    seen = found or queries.name_of(customer_id, current_user)
    return render_template(
        "customers/picking/contacts.html", rows=found, typed=_typed(), customer_id=seen and customer_id
    )


@bp.get("/regions/pick")
def regions():
    """Offer provinces, cities and counties."""
    found, provinces = region_table.search(_typed()), region_table.children()[""]
    return render_template(
        "customers/picking/regions.html", rows=found, typed=_typed(), provinces=provinces,
        words=region_table.words, zone_of=region_table.zone_of,
    )  # fmt: skip


@bp.get("/industries/pick")
def industries():
    """Offer divisions of GB/T 4754."""
    found, sections = industry_table.search(_typed()), industry_table.table()
    return render_template(
        "customers/picking/industries.html", rows=found, sections=sections, ways=industry_table.sections()
    )

"""What the type-ahead fields ask for: lines of <option>, at most twelve, of what one may see."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user

from salesapp.chinese import industries, regions
from salesapp.customers import queries
from salesapp.customers.routes import bp
from salesapp.web.forms import clean


def _typed() -> str:
    return clean(request.args.get("q", ""))[:100]


@bp.get("/pick")
def pick():
    """Offer customers."""
    return render_template("customers/pick.html", rows=queries.pick(_typed(), current_user))


@bp.get("/<int:customer_id>/contacts/pick")
def pick_contacts(customer_id: int):
    """Offer the people of a customer."""
    found = queries.pick_contacts(customer_id, current_user, _typed())
    return render_template("customers/pick_contacts.html", rows=found)


@bp.get("/regions/pick")
def pick_region():
    """Offer provinces, cities and counties."""
    return render_template("customers/pick_region.html", rows=regions.search(_typed()), words=regions.words)


@bp.get("/industries/pick")
def pick_industry():
    """Offer divisions of GB/T 4754."""
    sections = industries.table()
    return render_template(
        "customers/pick_industry.html", rows=industries.search(_typed()), sections=sections
    )

"""Two quotations side by side on the screen."""

from __future__ import annotations

from flask import Blueprint, render_template

from salesapp.quotations.compare.page import page
from salesapp.quotations.routes import found_or_404

bp = Blueprint("quotation_compare", __name__, url_prefix="/quotations")


@bp.get("/<int:quotation_id>/compare/<int:other_id>")
def show(quotation_id: int, other_id: int):
    """Show what changed between two quotations, the older one first."""
    found = sorted((found_or_404(quotation_id), found_or_404(other_id)), key=lambda one: one.id)
    return render_template("quotations/compare.html", **page(*found))

"""The address at which people who think of customers look for importing."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for

bp = Blueprint("customer_imports", __name__, url_prefix="/customers/import")


@bp.get("")
def show():
    """Lead to the imports: a table is taken into a list, and its rows become customers from there."""
    return redirect(url_for("imports.index"), code=302)

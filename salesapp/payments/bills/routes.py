"""Bills in hand on the screen: whose, how much, when they mature (F13)."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.payments.bills import page, queries
from salesapp.web import clock

bp = Blueprint("bills", __name__, url_prefix="/payments/bills")


@bp.get("")
def index():
    """List the bills in hand, what matures first on top, whichever day they count from."""
    found, today = queries.page(current_user, request.args.get("after")), clock.today()
    return render_template(
        "payments/bills/index.html", page=found, rows=[page.row(bill, today) for bill in found.rows],
        sums=queries.sums(current_user, today),
    )  # fmt: skip

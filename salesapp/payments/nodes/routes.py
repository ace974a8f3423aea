"""Instalments on the screen: what is due, open, overdue, received (F13)."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.payments import access
from salesapp.payments.bills import queries as bills
from salesapp.payments.nodes import page, queries
from salesapp.payments.rules import VIEW_LABELS, View
from salesapp.web import clock

bp = Blueprint("payments", __name__, url_prefix="/payments")


@bp.get("")
def index():
    """List the instalments that one may see: filtered, searched, the oldest due first."""
    wanted, today = queries.asked(request.args), clock.today()
    after = request.args.get("after")
    found = queries.page(current_user, wanted, after, today=today, make=page.listed)
    held = bills.of_nodes([row.id for row in found.rows]) if wanted.view is View.BILLS else page.NO_BILLS
    return render_template(
        "payments/nodes/index.html",
        page=found,
        lines=page.lines(found.rows, held),
        wanted=wanted,
        views=VIEW_LABELS,
        sums=queries.sums(current_user, wanted, today=today),
        has_own=page.whose(current_user),
        teams=queries.teams() if access.sees_all(current_user) else (),
        may_book=access.may_book(current_user),
    )

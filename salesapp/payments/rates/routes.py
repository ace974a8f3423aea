"""The rates of collection on the screen, each with its definition below it (R60)."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.payments.rates import page
from salesapp.web import clock, params

bp = Blueprint("rates", __name__, url_prefix="/payments/rates")


@bp.get("")
def index():
    """Show the rates of a month."""
    month = params.month_or_none(request.args.get("month")) or clock.today()
    return render_template("payments/rates/index.html", found=page.month_of(current_user, month))

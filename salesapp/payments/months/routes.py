"""Months on the screen: what was booked in each, closing one."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.months import actions, page, queries
from salesapp.payments.receipts.forms import MonthForm
from salesapp.web import clock, htmx, params
from salesapp.words import gettext as _

bp = Blueprint("months", __name__, url_prefix="/payments/months")


@bp.get("")
def index():
    """Show the months with what was booked in them, and which one is to be closed."""
    return render_template("payments/months/index.html", form=MonthForm(formdata=None), **_page())


def _page() -> dict:
    return page.page(clock.today(), queries.closings(), may_book=access.may_book(current_user))


@bp.post("")
def create():
    """Close the books of a month."""
    form = MonthForm()
    month = params.month_or_none(request.form.get("month")) or clock.today()
    closed = form.carry_out(lambda: actions.close(month, by=current_user, at=clock.now()))
    if closed is None:
        return form.again("payments/months/index.html", **_page())
    form.settle(url_for(".index"))
    db.session.commit()
    flash(
        _("%(month)s is closed: what turns up later is booked in the next.", month=f"{closed.month:%Y-%m}"),
        "ok",
    )
    return htmx.go(url_for(".index"))

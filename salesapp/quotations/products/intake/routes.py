"""A product table on the screen: handed in, looked at row by row, taken in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.quotations.products import access
from salesapp.quotations.products.intake import actions, page, queries
from salesapp.quotations.products.intake.forms import IntakeForm, TakeForm
from salesapp.quotations.products.intake.models import ProductIntake
from salesapp.quotations.products.prices.actions import Period
from salesapp.web import clock, htmx
from salesapp.words import ngettext

bp = Blueprint("product_intakes", __name__, url_prefix="/products/tables")


@bp.get("/new")
def new():
    """Ask for a product table, and show those that were handed in before."""
    access.check_keeper(current_user)
    return render_template(
        "quotations/products/intake/new.html", form=IntakeForm(formdata=None), before=queries.latest()
    )


@bp.post("")
def create():
    """Read a table and keep it, to be looked at."""
    form = IntakeForm()
    hand_in = lambda: actions.hand_in(form.found(), form.source, by=current_user, at=clock.now())  # noqa: E731
    made = form.carry_out(hand_in, may=lambda: access.check_keeper(current_user), slow=form.read)
    if made is None:
        return form.again("quotations/products/intake/new.html", before=queries.latest())
    target = url_for(".show", product_intake_id=made.id)
    form.settle(target)
    db.session.commit()
    return htmx.go(target)


def _found(product_intake_id: int) -> ProductIntake:
    return queries.find(product_intake_id) or abort(404)


@bp.get("/<int:product_intake_id>")
def show(product_intake_id: int):
    """Show what becomes of each row; nothing is taken in yet."""
    access.check_keeper(current_user)
    intake = _found(product_intake_id)
    form = TakeForm(formdata=None, starts_on=clock.today()).expect_version(intake)
    return render_template("quotations/products/intake/show.html", form=form, **_page(intake))


def _page(intake: ProductIntake) -> dict[str, Any]:
    return page.page(intake, queries.judged(intake, clock.today())[0])


@bp.post("/<int:product_intake_id>")
def update(product_intake_id: int):
    """Take the table in."""
    intake, form = _found(product_intake_id), TakeForm()
    form.expect_version(intake)
    period = Period(form.starts_on.data, form.ends_on.data, form.reason.data)
    take = lambda: actions.take_in(intake, period, by=current_user, at=clock.now())  # noqa: E731
    count = form.carry_out(take, may=lambda: access.check_keeper(current_user))
    if count is None:
        return form.again("quotations/products/intake/show.html", **_page(intake))
    target = url_for("products.index")
    form.settle(target)
    db.session.commit()
    flash(ngettext("One row was taken in.", "%(num)d rows were taken in.", count), "ok")
    return htmx.go(target)

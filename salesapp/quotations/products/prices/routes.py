"""The versions of the price list on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.quotations.products import access
from salesapp.quotations.products.forms import EndForm
from salesapp.quotations.products.page import holds_words, list_rows, period_words, state_of
from salesapp.quotations.products.prices import actions, queries
from salesapp.quotations.products.prices.models import PriceList
from salesapp.web import clock, htmx, pages, params
from salesapp.words import gettext as _

bp = Blueprint("price_lists", __name__, url_prefix="/products/prices")


@bp.get("")
def index():
    """List the versions of the price list."""
    after = pages.read(request.args.get("after"), params.record_id)
    found = pages.cut(
        queries.versions(before=after[0] if after else None), queries.PAGE, lambda row: (row[0].id,)
    )
    lines = [
        {
            "list": one, "period": period_words(one), "state": state_of(one, clock.today()),
            "holds": holds_words(" ".join(part for part in (name, spec) if part), count),
        }
        for one, count, name, spec in found.rows
    ]  # fmt: skip
    return render_template("quotations/products/prices/index.html", page=found, lines=lines)


@bp.get("/<int:price_list_id>")
def show(price_list_id: int):
    """Show the prices of one version."""
    return _shown(queries.find(price_list_id) or abort(404))


def _shown(price_list: PriceList, form: EndForm | None = None):
    today = clock.today()
    values = {
        "price_list": price_list, "rows": list_rows(price_list, current_user), "period": period_words(price_list),
        "state": state_of(price_list, today), "sees_floor": access.sees_floor(current_user),
        "may_end": access.keeps(current_user) and (price_list.ends_on is None or price_list.ends_on >= today),
    }  # fmt: skip
    template = "quotations/products/prices/show.html"
    if form is not None:
        return form.again(template, **values)
    form = EndForm(formdata=None, ends_on=price_list.ends_on).expect_version(price_list)
    return render_template(template, form=form, **values)


@bp.post("/<int:price_list_id>/ends")
def create_end(price_list_id: int):
    """Let a version end on a day."""
    price_list, form = queries.find(price_list_id) or abort(404), EndForm()
    form.expect_version(price_list)
    end = lambda: actions.end(price_list, form.ends_on.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(end, may=lambda: access.check_keeper(current_user)) is None:
        return _shown(price_list, form)
    target = url_for(".show", price_list_id=price_list_id)
    form.settle(target)
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(target)

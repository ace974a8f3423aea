"""The try-out of discounts on the screen: nothing is saved."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from salesapp.quotations.authority.forms import TryOutForm
from salesapp.quotations.authority.page import Tried, tried
from salesapp.quotations.authority.queries import borders
from salesapp.quotations.authority.rules import Borders

bp = Blueprint("quotation_authority", __name__, url_prefix="/quotations/authority")


@bp.get("")
def show():
    """Show to whom a price would go: by the borders in force, or by others before they are set."""
    now = borders()
    form = TryOutForm(
        request.args if "price" in request.args else None, meta={"csrf": False}, rep=now.rep, supervisor=now.supervisor,
        director=now.director,
    )  # fmt: skip
    result = _tried(form) if "price" in request.args and form.validate() else None
    return render_template("quotations/authority.html", form=form, result=result)


def _tried(form: TryOutForm) -> Tried:
    assert form.price.data is not None  # it was entered
    limits = Borders(form.rep.data, form.supervisor.data, form.director.data)
    return tried(
        listed=form.listed.data, floor=form.floor.data, price=form.price.data, off=form.off.data, owner=form.owner.data,
        borders=limits,
    )  # fmt: skip

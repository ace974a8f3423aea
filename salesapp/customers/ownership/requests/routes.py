"""Asking for another owner, on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.customers import access
from salesapp.customers.ownership.requests import actions, queries
from salesapp.customers.ownership.requests.forms import OwnerRequestForm
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("owner_requests", __name__, url_prefix="/customers")


def _found(customer_id: int):
    return access.find(customer_id, current_user) or abort(404)


@bp.get("/<int:customer_id>/owner-requests/new")
def new(customer_id: int):
    """Ask who should own the customer, and why."""
    customer = _found(customer_id)
    form = OwnerRequestForm(formdata=None, people=queries.possible(customer))
    return render_template("customers/ownership/request.html", form=form, customer=customer)


@bp.post("/<int:customer_id>/owner-requests")
def create(customer_id: int):
    """Ask for another owner."""
    customer = _found(customer_id)
    form = OwnerRequestForm(people=queries.possible(customer))
    ask = lambda: actions.ask(  # noqa: E731
        customer, people.find(form.to_id.data), reason=form.reason.data, by=current_user, at=clock.now()
    )
    if form.carry_out(ask) is None:
        return form.again("customers/ownership/request.html", customer=customer)
    target = url_for("ownership.show", customer_id=customer.id)
    form.settle(target)
    db.session.commit()
    flash(_("Asked for. The supervisor decides."), "ok")
    return htmx.go(target)

"""Who used what with whom, on the screen."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.handouts import actions, queries
from salesapp.activities.handouts.forms import HandoutForm
from salesapp.activities.rules import CHANNEL_LABELS
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.playbook.library import queries as library
from salesapp.web import clock, htmx
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("handouts", __name__, url_prefix="/handouts")


@bp.get("")
def index():
    """Show what a customer got of the library."""
    customer = customers.find(request.args.get("customer", 0, record_id), current_user)
    if customer is None:
        return redirect(url_for("library.index"), code=303)
    rows = queries.of_customer(customer.id, current_user)
    return render_template(
        "activities/handouts/index.html", customer=customer, rows=rows, ways=CHANNEL_LABELS
    )


@bp.get("/new")
def new():
    """Ask what a customer got: what suits its industry stands first."""
    customer = customers.find(request.args.get("customer", 0, record_id), current_user)
    form = HandoutForm(formdata=None, customer_id=customer.id if customer else None)
    form.offer(_offered(customer))
    form.item_id.data = request.args.get("item", 0, record_id) or None
    return render_template("activities/handouts/new.html", form=form)


def _offered(customer):
    if customer is None:
        return library.everything(clock.today())
    return library.offered(customer.industry, clock.today(), pain_points=customer.pain_points)


@bp.post("")
def create():
    """Note what a customer got."""
    form = HandoutForm()
    form.offer(library.everything(clock.today()))
    given = form.carry_out(
        lambda: actions.hand_out(
            form.item_id.data, form.customer_id.data, form.way.data, by=current_user, at=clock.now()
        )
    )
    if given is None:
        return form.again("activities/handouts/new.html")
    target = url_for(".index", customer=given.customer_id)
    form.settle(target)
    db.session.commit()
    flash(_("Noted who got what."), "ok")
    return htmx.go(target)

"""Asking for another owner, on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.rules import Heap
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.requests import actions, queries
from salesapp.customers.ownership.requests.forms import OwnerRequestForm
from salesapp.db import db
from salesapp.rights.access import check_runs
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("owner_requests", __name__, url_prefix="/customers")


def _found(customer_id: int):
    customer = access.find(customer_id, current_user) or abort(404)
    check_runs(customer, current_user)
    return customer


def _heaps(customer: Customer) -> list[Heap]:
    return belongings.of_record(("customer", customer.id), customer.owner_id)


@bp.get("/<int:customer_id>/owner-requests/new")
def new(customer_id: int):
    """Ask who should own the customer, and why."""
    customer = _found(customer_id)
    heaps = _heaps(customer)
    form = OwnerRequestForm(formdata=None, people=queries.possible(customer)).offer(heaps, fresh=True)
    return render_template("customers/ownership/request.html", form=form, heaps=heaps, customer=customer)


@bp.post("/<int:customer_id>/owner-requests")
def create(customer_id: int):
    """Ask for another owner."""
    customer = _found(customer_id)
    heaps = _heaps(customer)
    form = OwnerRequestForm(people=queries.possible(customer)).offer(heaps, fresh=False)
    if form.carry_out(lambda: _ask(form, customer)) is None:
        return form.again("customers/ownership/request.html", heaps=heaps, customer=customer)
    target = url_for("ownership.show", customer_id=customer.id)
    form.settle(target)
    db.session.commit()
    flash(_("Asked for. The supervisor decides."), "ok")
    return htmx.go(target)


def _ask(form: OwnerRequestForm, customer: Customer):
    return actions.ask(
        customer, people.find(form.to_id.data), reason=form.reason.data, by=current_user, at=clock.now(),
        along=form.along.data or (), keeps_reader=form.keeps_reader.data,
    )  # fmt: skip

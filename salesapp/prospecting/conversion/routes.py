"""The step from a row to a customer: the registration sheet, filled in with what the list knows (R13, R44)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.customers import access as customers
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.models import Customer
from salesapp.customers.ownership.queries import choosable_owners
from salesapp.customers.registration import forms as registration
from salesapp.customers.registration.forms import RegistrationForm
from salesapp.db import db
from salesapp.prospecting.conversion import actions, page
from salesapp.prospecting.linking.page import company_of
from salesapp.prospecting.lists import access, queries, rules
from salesapp.prospecting.lists.models import Prospect
from salesapp.web import clock, htmx, params
from salesapp.web.addresses import address, where_from
from salesapp.words import gettext as _

bp = Blueprint("prospect_conversions", __name__)
URL = "/prospects/<int:prospect_id>/conversion"


def _found(prospect_id: int) -> Prospect:
    row = queries.find(prospect_id, current_user, to_change=request.method != "GET") or abort(404)
    if request.method == "GET" and not access.gives_away(row, current_user):
        abort(404)
    return row


@bp.get(URL)
def new(prospect_id: int):
    """Show the registration sheet with everything that the row knows."""
    row = _found(prospect_id)
    rules.check_turn(row.result, rules.OPEN)
    owners = choosable_owners(current_user)
    form = RegistrationForm(formdata=None, data=page.sheet(row, clock.now()), owners=owners)
    form.parent_id.data = _proposed_parent()
    if "owner_id" in form and row.owner_id in {user.id for user in owners}:
        form.owner_id.data = row.owner_id
    return render_template("prospecting/conversion/new.html", form=form, **_sheet(row, form))


@bp.post(URL)
def create(prospect_id: int):
    """Register the row as a customer."""
    row, form = _found(prospect_id), RegistrationForm(owners=choosable_owners(current_user))
    customer = None if form.take_offers(request.form) else form.carry_out(lambda: _convert(row, form))
    if customer is None:
        return form.again("prospecting/conversion/new.html", **_sheet(row, form))
    target = _onward(form, customer)
    form.settle(target)
    db.session.commit()
    flash(_("%(number)s %(name)s is registered.", number=customer.number, name=customer.full_name), "ok")
    return htmx.go(target)


def _onward(form: RegistrationForm, customer: Customer) -> str:
    """Return where one goes on: from the round or from today to writing down what was said, else to the customer."""
    came = where_from(form.page.data or "")
    if came:
        return address("activities.new", customer=customer.id, **{"from": came})
    return url_for("customers.show", customer_id=customer.id)


@bp.get("/customers/<int:customer_id>/origin")
def origin(customer_id: int):
    """Tell where a customer came from: the row of a list that it was, or that it was registered by itself."""
    customer = customers.find(customer_id, current_user) or abort(404)
    found = page.origin(customer_id, current_user)
    return render_template(
        "prospecting/conversion/origin.html",
        customer=customer,
        origin=found,
        linked=page.linked(customer_id, current_user),
    )


def _convert(row: Prospect, form: RegistrationForm) -> Customer:
    values = {**form.values(), "owner_id": form.owner_id.data if "owner_id" in form else None}
    return actions.convert(
        row, values, form.contact_values(), by=current_user, at=clock.now(), today=clock.today(), aware_of=form.aware_of
    )  # fmt: skip


def _proposed_parent() -> int | None:
    """Return the company that the address proposes as the one above, of those that this person sees."""
    asked = params.id_or(request.args.get("parent"))
    return asked if asked and customers.sees(asked, current_user) else None


def _sheet(row: Prospect, form: RegistrationForm) -> dict[str, Any]:
    matches = duplicates.find(registration.asked(form, None), current_user)
    return {
        "row": row, "above": company_of(row, current_user), "matches": matches, "but": None,
        "into": url_for("prospect_conversions.create", prospect_id=row.id),
        **registration.beside(form),
    }  # fmt: skip

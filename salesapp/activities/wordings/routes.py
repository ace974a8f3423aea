"""Wordings on the screen: filled for one customer, to be said, copied or opened in one's own program (R15)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.wordings import page as shown
from salesapp.activities.wordings.rules import worded
from salesapp.customers import access as customers
from salesapp.customers.contacts import actions as contacts
from salesapp.customers.picking import queries as picking
from salesapp.db import writing
from salesapp.playbook.scripts.forms import ScriptForm
from salesapp.web import clock
from salesapp.web.params import id_or, record_id

bp = Blueprint("wordings", __name__, url_prefix="/wordings")


@bp.get("")
def show():
    """Show a wording filled for a customer, or first the choice of the customer; a full number that is shown is noted."""
    customer = customers.find(request.args.get("customer", 0, record_id), current_user)
    if customer is None:
        return choose()
    page = _page(customer)
    if page["tel"]:
        with writing():
            contacts.reveal(page["contact"])
        page = _page(customers.find(customer.id, current_user) or abort(404))
    return render_template("activities/wordings/show.html", **page)


def _page(customer):
    company = current_app.config["SALESAPP"].company_name
    return shown.page(customer, request.args, clock.now(), sender=current_user, company=company)


def choose():
    """Show the customers of the words that were typed, to choose the one that a wording is filled for."""
    words = request.args.get("customer_text", "").strip()[:100]
    kept = {name: request.args[name] for name in ("kind", "script") if name in request.args}
    found = picking.pick(words, current_user)
    if words and len(found) == 1:
        values: dict[str, Any] = {"customer": found[0].id, **kept}
        return redirect(url_for(".show", **values), code=303)
    return render_template("activities/wordings/choose.html", words=words, found=found, kept=kept)


@bp.post("/previews")
def create_preview():
    """Show a wording that is being written as it would read for a customer; nothing is kept."""
    form = ScriptForm()
    customer = customers.find(id_or(request.form.get("customer")) or 0, current_user) or abort(404)
    people = [contact for contact in customer.contacts if contact.in_office]
    company = current_app.config["SALESAPP"].company_name
    known = shown.known_of(
        customer, people[0] if people else None, clock.now(), sender=current_user, company=company
    )
    wording = worded(form.subject.data, form.body.data or "", known)
    return render_template("activities/wordings/preview.html", customer=customer, wording=wording)

"""One overdue instalment on the screen: why, what is done, promises, the letter (F13)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments.balances.queries import customer as found_customer
from salesapp.payments.chasing import actions, page, queries
from salesapp.payments.chasing.forms import ChaseForm, ServedForm
from salesapp.payments.nodes import queries as nodes
from salesapp.payments.papers.sheets import dunning_paper
from salesapp.payments.rules import PaymentRefused
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.words import gettext as _

bp = Blueprint("chasing", __name__, url_prefix="/payments/instalments")


def _found(node_id: int) -> PaymentNode:
    return nodes.find(node_id, current_user) or abort(404)


@bp.get("/<int:node_id>")
def show(node_id: int):
    """Show one instalment with all that was done about it."""
    return render_template("payments/chasing/show.html", **_page(_found(node_id)))


def _page(node: PaymentNode, **forms: Form) -> dict[str, Any]:
    known = {"chase_form": ChaseForm(formdata=None), "served_form": ServedForm(formdata=None)}
    return {"desk": page.desk(node, current_user)} | known | forms


@bp.post("/<int:node_id>/steps")
def create_step(node_id: int):
    """Note why it is overdue, what is done, what they promised."""
    node, form = _found(node_id), ChaseForm()
    verb = lambda: actions.note(node, form.values(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_note(node, form.values(), at=clock.now())  # noqa: E731
    if form.carry_out(verb, rules=check) is None:
        return form.again("payments/chasing/show.html", **_page(node, chase_form=form))
    return _done(form, node, _("Noted."))


@bp.post("/<int:node_id>/letters")
def create_letter(node_id: int):
    """Note that the dunning letter reached the customer."""
    node, form = _found(node_id), ServedForm()
    verb = lambda: actions.serve(node, form.served_on.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return form.again("payments/chasing/show.html", **_page(node, served_form=form))
    return _done(form, node, _("Noted: the claim runs anew from that day."))


@bp.get("/letters/<int:customer_id>.pdf")
def letter(customer_id: int):
    """Print the dunning letter for all that a customer owes since before today."""
    customer = found_customer(customer_id, current_user) or abort(404)
    overdue = queries.overdue_of(customer.id, clock.today())
    if not overdue:
        raise PaymentRefused(_("Nothing of this customer is overdue: nobody is dunned."))
    name = paper_name(
        _("Dunning letter"), customer.short_name or customer.full_name, clock.today().isoformat()
    )
    promised = queries.promised([node.id for node in overdue], clock.today())
    by = current_user._get_current_object()
    return inline_pdf(
        dunning_paper(customer, overdue, promised, by=by, at=clock.now()), "letter.pdf", called=name
    )


def _done(form: Form, node: PaymentNode, said: str):
    target = url_for("chasing.show", node_id=node.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)

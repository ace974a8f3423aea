"""Write-offs and refunds on the screen: asked for, looked at, booked once agreed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments.concessions import actions, page, queries
from salesapp.payments.concessions.forms import ConcessionForm, PaidBackForm
from salesapp.payments.concessions.models import Concession
from salesapp.payments.nodes import queries as nodes
from salesapp.payments.receipts import queries as receipts
from salesapp.payments.receipts.models import Receipt
from salesapp.web import clock, htmx, params
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("concessions", __name__, url_prefix="/payments/concessions")


def _about(values: Any) -> PaymentNode | Receipt:
    """Find the instalment or the receipt that it is about."""
    node_id, receipt_id = params.id_or(values.get("node_id")), params.id_or(values.get("receipt_id"))
    found = nodes.find(node_id, current_user) if node_id else None
    if found is None and receipt_id:
        return receipts.find(receipt_id, current_user) or abort(404)
    return found or abort(404)


@bp.get("/new")
def new():
    """Show what is asked for; without an instalment or a receipt there is nothing to ask for."""
    if not {"node_id", "receipt_id"} & set(request.args):
        return redirect(url_for("payments.index"))
    about = _about(request.args)
    form = ConcessionForm(formdata=None, **page.first_values(about))
    return render_template("payments/concessions/new.html", form=form, about=page.about(about))


@bp.post("")
def create():
    """Ask for a write-off or a refund."""
    form = ConcessionForm()
    about = _about(request.form)
    one = form.carry_out(lambda: _ask(about, form), rules=lambda: actions.check_ask(about, form.values()))
    if one is None:
        return form.again("payments/concessions/new.html", about=page.about(about))
    return _done(form, one, _("Asked for. You see here what becomes of it."))


def _ask(about: PaymentNode | Receipt, form: ConcessionForm) -> Concession:
    if isinstance(about, PaymentNode):
        return actions.ask_write_off(about, form.values(), by=current_user, at=clock.now())
    return actions.ask_refund(about, form.values(), by=current_user, at=clock.now())


def _found(concession_id: int) -> Concession:
    if request.method != "GET":
        queries.hold(concession_id)
    return queries.find(concession_id, current_user) or abort(404)


@bp.get("/<int:concession_id>")
def show(concession_id: int):
    """Show one: what is asked for, who decides, what became of it."""
    return render_template(
        "payments/concessions/show.html", **_page(_found(concession_id), PaidBackForm(formdata=None))
    )


def _page(one: Concession, form: Form) -> dict[str, Any]:
    return {"desk": page.desk(one, current_user), "form": form}


@bp.post("/<int:concession_id>/payments")
def create_payment(concession_id: int):
    """Book an agreed refund once the money has left."""
    one, form = _found(concession_id), PaidBackForm()
    paid = form.carry_out(lambda: actions.pay(one, form.paid_on.data, by=current_user, at=clock.now()))
    if paid is None:
        return form.again("payments/concessions/show.html", desk=page.desk(one, current_user))
    return _done(form, one, _("Booked as paid back."))


@bp.post("/<int:concession_id>/withdrawals")
def create_withdrawal(concession_id: int):
    """Take the question back."""
    one = _found(concession_id)
    actions.withdraw(one, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Withdrawn: nobody is asked any more."), "ok")
    return htmx.go(url_for(".show", concession_id=one.id))


def _done(form: Form, one: Concession, said: str):
    target = url_for("concessions.show", concession_id=one.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)

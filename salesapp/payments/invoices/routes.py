"""Invoices on the screen: asked for, issued, returned, made red, delivered (F14)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.invoices import actions, page, queries
from salesapp.payments.invoices.forms import DeliveredForm, IssueForm, RedForm, RequestForm, ReturnForm
from salesapp.payments.invoices.models import Invoice, InvoiceRequest
from salesapp.payments.invoices.rules import VIEW_LABELS, Status, View
from salesapp.web import clock, htmx, pages, params
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


@bp.get("")
def index():
    """List the requests: to be issued, returned, issued."""
    named, text = request.args.get("view", ""), request.args.get("q", "")[:100].strip()
    view = View(named) if named in set(View) else View.OPEN
    before = pages.read(request.args.get("after"), params.record_id)
    rows = queries.page(current_user, view, text, before[0] if before else None)
    cut = pages.cut(rows, queries.PAGE, lambda row: (row.id,))
    return render_template(
        "payments/invoices/index.html", page=cut, view=view, text=text, views=VIEW_LABELS, states=Status
    )


def _contract(contract_id: Any) -> Contract:
    return queries.contract(params.id_or(contract_id, 0) or 0, current_user) or abort(404)


@bp.get("/new")
def new():
    """Show what is asked of an invoice; it begins on the page of a contract."""
    if "contract" not in request.args:
        return redirect(url_for(".index"))
    contract = _contract(request.args.get("contract"))
    node_id = params.id_or(request.args.get("node"))
    node = next((one for one in contract.payment_nodes if one.id == node_id), None)
    form = RequestForm(formdata=None, data=page.first_values(contract, node)).offer(contract.payment_nodes)
    return render_template("payments/invoices/new.html", form=form, contract=contract)


@bp.post("")
def create():
    """Ask finance for an invoice."""
    contract = _contract(request.form.get("contract_id"))
    form = RequestForm().offer(contract.payment_nodes)
    ask = lambda: actions.ask(contract, form.values(), form.rows(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_ask(contract, form.values(), form.rows())  # noqa: E731
    one = form.carry_out(ask, rules=check)
    if one is None:
        return form.again("payments/invoices/new.html", contract=contract)
    return _done(form, one, _("Asked for. You see here what becomes of it."))


def _found(request_id: int) -> InvoiceRequest:
    return queries.find(request_id, current_user, to_change=request.method != "GET") or abort(404)


@bp.get("/<int:request_id>")
def show(request_id: int):
    """Show one request: what is invoiced, what was issued, to whom it went."""
    return render_template("payments/invoices/show.html", **_page(_found(request_id)))


def _page(one: InvoiceRequest, **forms: Form) -> dict[str, Any]:
    known = {
        "issue_form": IssueForm(formdata=None, amount=one.to_issue, issued_on=clock.today()),
        "return_form": ReturnForm(formdata=None), "red_form": RedForm(formdata=None, issued_on=clock.today()),
        "delivered_form": DeliveredForm(formdata=None, delivered_on=clock.today(), delivered_to=one.delivery), "of": 0,
    }  # fmt: skip
    return {"desk": page.desk(one, current_user)} | known | forms


def _refused(one: InvoiceRequest, form: Form, name: str, of: int = 0):
    return form.again("payments/invoices/show.html", **_page(one, **{name: form}) | {"of": of})


@bp.post("/<int:request_id>/invoices")
def create_invoice(request_id: int):
    """Note an invoice that was issued."""
    one, form = _found(request_id), IssueForm()

    def typed() -> tuple[Any, ...]:
        return form.number.data, form.amount.data, form.issued_on.data

    verb = lambda: actions.issue(one, *typed(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_issue(one, *typed(), at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: access.check_books(current_user), rules=check) is None:
        return _refused(one, form, "issue_form")
    return _done(form, one, _("Issued."))


@bp.post("/<int:request_id>/returns")
def create_return(request_id: int):
    """Return a request with the reason."""
    one, form = _found(request_id), ReturnForm()
    verb = lambda: actions.give_back(one, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: access.check_books(current_user)) is None:
        return _refused(one, form, "return_form")
    return _done(form, one, _("Returned."))


@bp.post("/<int:request_id>/withdrawals")
def create_withdrawal(request_id: int):
    """Take a request back."""
    one = _found(request_id)
    actions.withdraw(one, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Withdrawn."), "ok")
    return htmx.go(url_for(".show", request_id=one.id))


def _invoice(one: InvoiceRequest, invoice_id: int) -> Invoice:
    return queries.invoice(invoice_id, one) or abort(404)


@bp.post("/<int:request_id>/invoices/<int:invoice_id>/reds")
def create_red(request_id: int, invoice_id: int):
    """Take an invoice back by a red one."""
    one, form = _found(request_id), RedForm()
    invoice = _invoice(one, invoice_id)

    def typed() -> tuple[Any, ...]:
        return form.number.data, form.amount.data, form.issued_on.data, form.reason.data

    verb = lambda: actions.make_red(invoice, *typed(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_red(invoice, *typed(), at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: access.check_books(current_user), rules=check) is None:
        return _refused(one, form, "red_form", invoice_id)
    return _done(form, one, _("The red invoice is noted."))


@bp.post("/<int:request_id>/invoices/<int:invoice_id>/deliveries")
def create_delivery(request_id: int, invoice_id: int):
    """Note to whom an invoice was delivered."""
    one, form = _found(request_id), DeliveredForm()
    invoice = _invoice(one, invoice_id)

    def typed() -> tuple[Any, ...]:
        return form.delivered_to.data, form.delivered_on.data

    verb = lambda: actions.deliver(invoice, *typed(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb, rules=lambda: actions.check_delivery(*typed(), at=clock.now())) is None:
        return _refused(one, form, "delivered_form", invoice_id)
    return _done(form, one, _("Noted."))


def _done(form: Form, one: InvoiceRequest, said: str):
    target = url_for("invoices.show", request_id=one.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)

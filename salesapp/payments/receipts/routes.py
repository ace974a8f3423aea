"""Money on the screen: booked, shared out, moved, paid back, taken back (F13)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.receipts import actions, page, queries
from salesapp.payments.receipts.forms import (
    DishonourForm,
    HonourForm,
    MatchForm,
    ReceiptForm,
    ReleaseForm,
    ReversalForm,
    WhoseForm,
)
from salesapp.payments.receipts.models import Receipt
from salesapp.web import clock, htmx, pages, params
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("receipts", __name__, url_prefix="/payments/receipts")


def _found(receipt_id: int) -> Receipt:
    change = request.method != "GET"
    return queries.find(receipt_id, current_user, to_change=change) or abort(404)


@bp.get("")
def index():
    """List what came in, was paid back and taken back, the latest first."""
    before = pages.read(request.args.get("after"), params.record_id)
    customer_id = params.id_or(request.args.get("customer"))
    rows = queries.page(current_user, customer_id, before[0] if before else None)
    cut = pages.cut(rows, queries.PAGE, lambda row: (row.id,))
    may_book = access.may_book(current_user)
    lines = [page.row(each) for each in cut.rows]
    return render_template(
        "payments/receipts/index.html", page=cut, lines=lines, may_book=may_book, customer_id=customer_id
    )


@bp.get("/new")
def new():
    """Show what is asked of money that came in, with the instalments that wait for it."""
    access.check_books(current_user)
    contract_id = params.id_or(request.args.get("contract"))
    contract = queries.contract_of(contract_id, current_user) if contract_id else None
    customer_id = contract.customer_id if contract else params.id_or(request.args.get("customer"))
    customer = queries.customer(customer_id) if customer_id else None
    if customer is None:
        return render_template("payments/receipts/whose.html", form=WhoseForm(formdata=None))
    form = ReceiptForm.over(queries.open_nodes(customer.id))(formdata=None, customer_id=customer.id)
    return render_template("payments/receipts/new.html", **_booking(form, customer))


def _booking(form: Any, customer: Customer) -> dict[str, Any]:
    form.offer(queries.opportunities_of(customer.id))
    return {"form": form, "customer": customer, "advance": queries.advance_of(customer.id)}


@bp.post("/whose")
def choose():
    """Choose whose money it is, before anything is asked about it."""
    form = WhoseForm()
    if not form.validate_on_submit():
        return form.again("payments/receipts/whose.html")
    return htmx.go(url_for(".new", customer=form.customer.data))


@bp.post("")
def create():
    """Book money that came in; or propose first how it is shared out, where that was pressed."""
    customer = queries.customer(params.id_or(request.form.get("customer_id"), 0) or 0) or abort(404)
    nodes = queries.open_nodes(customer.id)
    form = ReceiptForm.over(nodes)()
    shown = _booking(form, customer)
    if "propose" in request.form:
        page.propose(form, nodes, queries.named(form.remark.data, nodes))
        form.asks = "propose"  # what was proposed stands in the page, no draft of before
        return render_template("payments/receipts/new.html", **shown)
    check = lambda: actions.check_booking(form.values(), form.shares(), nodes, at=clock.now())  # noqa: E731
    may = lambda: access.check_books(current_user)  # noqa: E731
    booked = form.carry_out(lambda: _book(customer, form), may=may, rules=check)
    if booked is None:
        return form.again("payments/receipts/new.html", **{k: v for k, v in shown.items() if k != "form"})
    return _done(form, booked, _("Booked as %(number)s.", number=booked.number))


def _book(customer: Customer, form: Any) -> Receipt:
    return actions.book(
        customer, form.values(), form.shares(), as_advance=form.as_advance.data, by=current_user, at=clock.now()
    )  # fmt: skip


@bp.get("/<int:receipt_id>")
def show(receipt_id: int):
    """Show one row of money: its shares, its counter-rows, what may be done with it."""
    return render_template("payments/receipts/show.html", **_page(_found(receipt_id)))


def _page(receipt: Receipt, **forms: Form) -> dict[str, Any]:
    nodes = queries.open_nodes(receipt.customer_id)
    return {
        "desk": page.desk(receipt, current_user, nodes),
        "match_form": MatchForm.over(nodes)(formdata=None),
        "reversal_form": ReversalForm(formdata=None),
        "honour_form": HonourForm(formdata=None, answered_on=receipt.matures_on),
        "dishonour_form": DishonourForm(formdata=None, answered_on=receipt.matures_on),
    } | forms


def _refused(receipt: Receipt, form: Form, name: str):
    return form.again("payments/receipts/show.html", **_page(receipt, **{name: form}))


@bp.post("/<int:receipt_id>/allocations")
def create_allocation(receipt_id: int):
    """Match what is an advance to instalments."""
    receipt = _found(receipt_id)
    form = MatchForm.over(queries.open_nodes(receipt.customer_id))()
    verb = lambda: actions.match(receipt, form.shares(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(receipt, form, "match_form")
    return _done(form, receipt, _("Matched."))


@bp.post("/<int:receipt_id>/reversals")
def create_reversal(receipt_id: int):
    """Take a row back, with the reason."""
    receipt, form = _found(receipt_id), ReversalForm()
    verb = lambda: actions.reverse(receipt, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(receipt, form, "reversal_form")
    return _done(form, receipt, _("Taken back by a counter-row."))


@bp.post("/<int:receipt_id>/honours")
def create_honour(receipt_id: int):
    """Note that a bill was paid once it had matured."""
    bill, form = _found(receipt_id), HonourForm()
    verb = lambda: actions.honour(bill, form.answered_on.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(bill, form, "honour_form")
    return _done(form, bill, _("The bill is paid."))


@bp.post("/<int:receipt_id>/dishonours")
def create_dishonour(receipt_id: int):
    """Take a bill back that was refused, with the reason: its instalment is open again."""
    bill, form = _found(receipt_id), DishonourForm()
    if form.carry_out(lambda: _dishonour(bill, form)) is None:
        return _refused(bill, form, "dishonour_form")
    return _done(form, bill, _("The bill is taken back: what it was for is open again, with its old day."))


def _dishonour(bill: Receipt, form: DishonourForm) -> Receipt:
    return actions.dishonour(bill, form.answered_on.data, form.reason.data, by=current_user, at=clock.now())


@bp.get("/releases/<int:contract_id>")
def new_release(contract_id: int):
    """Show how much of what was received on a contract is kept as the customer's advance."""
    contract = queries.contract_of(contract_id, current_user) or abort(404)
    form = ReleaseForm(formdata=None, amount=contract.received)
    return render_template("payments/receipts/release.html", form=form, contract=contract)


@bp.post("/releases/<int:contract_id>")
def create_release(contract_id: int):
    """Keep what was received on a contract, or a part of it, as the customer's advance."""
    contract, form = queries.contract_of(contract_id, current_user) or abort(404), ReleaseForm()
    verb = lambda: actions.release(contract, form.amount.data, by=current_user, at=clock.now())  # noqa: E731
    moved = form.carry_out(verb, may=lambda: access.check_books(current_user))
    if moved is None:
        return form.again("payments/receipts/release.html", contract=contract)
    target = url_for("contracts.show", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(_("%(amount)s yuan are the customer's advance now.", amount=f"{moved:,.2f}"), "ok")
    return htmx.go(target)


def _done(form: Form, receipt: Receipt, said: str):
    target = url_for("receipts.show", receipt_id=receipt.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)

"""Statements of the bank on the screen: taken in, their rows looked at, booked one by one or several at once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.receipts import queries as money
from salesapp.payments.receipts.page import propose
from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements import actions, page, queries
from salesapp.payments.statements.forms import (
    AsideForm,
    ChoiceForm,
    ColumnsForm,
    RowForm,
    UploadForm,
    WhoseForm,
)
from salesapp.payments.statements.models import BankStatement, StatementRow
from salesapp.web import clock, htmx, params
from salesapp.web.forms import Form
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("statements", __name__, url_prefix="/payments/statements")


@bp.get("")
def index():
    """List the statements that were taken in, the latest first."""
    return render_template(
        "payments/statements/index.html", form=UploadForm(formdata=None), rows=queries.statements()
    )


@bp.post("")
def create():
    """Take in a statement; nothing is booked by it."""
    form = UploadForm()
    take = lambda: actions.take_in(form.name, form.book(), by=current_user, at=clock.now())  # noqa: E731
    one = form.carry_out(take, may=lambda: access.check_books(current_user), slow=form.read)
    if one is None:
        return form.again("payments/statements/index.html", rows=queries.statements())
    return _done(
        form, url_for(".show", statement_id=one.id), page.result(one.told) or _("Say which column is which.")
    )


def _statement(statement_id: int) -> BankStatement:
    return queries.find(statement_id) or abort(404)


@bp.get("/<int:statement_id>")
def show(statement_id: int):
    """Show what waits of a statement with its proposals; or its columns, while nobody has named them."""
    one = _statement(statement_id)
    if one.pending is not None:
        seen = page.preview(one)
        data = {name: str(column) for name, column in seen.columns.items()}
        form = ColumnsForm.over(seen.header)(formdata=None, data=data)
        return render_template("payments/statements/columns.html", form=form, statement=one, preview=seen)
    return render_template(
        "payments/statements/show.html", desk=page.desk(one), form=ChoiceForm(formdata=None)
    )


@bp.post("/<int:statement_id>/columns")
def create_columns(statement_id: int):
    """Say which column is which."""
    one = _statement(statement_id)
    if one.pending is None:
        abort(404)
    seen = page.preview(one)
    form = ColumnsForm.over(seen.header)()
    said = form.carry_out(lambda: actions.say_columns(one, form.columns(), by=current_user, at=clock.now()))
    if said is None:
        return form.again("payments/statements/columns.html", statement=one, preview=seen)
    return _done(form, url_for(".show", statement_id=one.id), page.result(one.told))


@bp.post("/<int:statement_id>/receipts")
def create_receipts(statement_id: int):
    """Book the rows that were chosen as they are proposed."""
    one, form = _statement(statement_id), ChoiceForm()
    booked = form.carry_out(lambda: _confirm(one))
    if booked is None:
        return form.again("payments/statements/show.html", desk=page.desk(one))
    said = ngettext("%(num)d row booked.", "%(num)d rows booked.", len(booked))
    return _done(form, url_for(".show", statement_id=one.id), said)


def _confirm(one: BankStatement) -> Any:
    chosen: dict[StatementRow, str] = {}
    for choice in request.form.getlist("row"):
        number, _dash, seen = choice.partition("-")
        row = queries.row(params.id_or(number, 0) or 0, to_change=True)
        if row is None or row.statement_id != one.id:
            raise PaymentRefused(_("Choose at least one row."))
        chosen[row] = seen
    return actions.confirm(chosen, by=current_user, at=clock.now())


@bp.get("/<int:statement_id>/rejects.xlsx")
def rejects(statement_id: int):
    """Give out the refused rows with their reasons, in the columns of the file."""
    one = _statement(statement_id)
    name = f"{_('Refused')}_{one.name.rpartition('.')[0] or one.name}.xlsx"
    return send_file(page.rejects(one), mimetype=XLSX, as_attachment=True, download_name=name)


# ---------------------------------------------------------------------------------------------- one row


def _row(row_id: int) -> StatementRow:
    return queries.row(row_id, to_change=request.method != "GET") or abort(404)


def _customer(values: Any, row: StatementRow):
    number = params.id_or(values.get("customer"))
    if number is None and values is request.args:
        offered = actions.proposals(row.statement_id).get(row.id)
        number = offered.customer_id if offered else None
    return money.customer(number) if number else None


@bp.get("/rows/<int:row_id>")
def show_row(row_id: int):
    """Show one row: whose money it is, and for which instalments."""
    row = _row(row_id)
    customer = _customer(request.args, row)
    form = None
    if customer is not None:
        nodes = money.open_nodes(customer.id)
        form = RowForm.over(nodes)(formdata=None, customer_id=customer.id, learns=True, **page.way_of(row))
        propose(form, nodes, money.named(row.words, nodes), amount=row.amount)
    return render_template("payments/statements/row.html", **_row_page(row, form, customer))


def _row_page(row: StatementRow, form: Any, customer: Any, **forms: Form) -> dict[str, Any]:
    known = {"whose": WhoseForm(formdata=None), "aside": AsideForm(formdata=None)}
    return known | {"row": row, "booking": form, "customer": customer, "is_free": page.is_free(row)} | forms


@bp.post("/rows/<int:row_id>/customers")
def choose(row_id: int):
    """Choose whose money a row is."""
    row, form = _row(row_id), WhoseForm()
    if not form.validate_on_submit():
        return form.again("payments/statements/row.html", **_row_page(row, None, None, whose=form))
    return htmx.go(url_for(".show_row", row_id=row.id, customer=form.customer.data))


@bp.post("/rows/<int:row_id>/receipts")
def create_receipt(row_id: int):
    """Book one row as finance says."""
    row = _row(row_id)
    customer = money.customer(params.id_or(request.form.get("customer_id"), 0) or 0) or abort(404)
    nodes = money.open_nodes(customer.id)
    form = RowForm.over(nodes)()
    may, check = lambda: access.check_books(current_user), lambda: _check(row, nodes, form)
    booked = form.carry_out(lambda: _book(row, customer, form), may=may, rules=check)
    if booked is None:
        return form.again("payments/statements/row.html", **_row_page(row, form, customer))
    return _done(
        form,
        url_for(".show", statement_id=row.statement_id),
        _("Booked as %(number)s.", number=booked.number),
    )


def _check(row: StatementRow, nodes: Any, form: Any) -> None:
    if (row.amount or 0) < 0:
        actions.check_free(row)
        return
    how = {"way": form.way.data, "matures_on": form.matures_on.data}
    actions.check_booking(row, form.shares(), nodes, **how, at=clock.now())


def _book(row: StatementRow, customer: Any, form: Any) -> Any:
    act = {"by": current_user, "at": clock.now()}
    if (row.amount or 0) < 0:
        return actions.pay_back(row, customer, **act)
    return actions.book(
        row,
        customer,
        form.shares(),
        way=form.way.data,
        matures_on=form.matures_on.data,
        learns=form.learns.data,
        **act,
    )


@bp.post("/rows/<int:row_id>/asides")
def create_aside(row_id: int):
    """Set a row aside: it is no customer's money."""
    row, form = _row(row_id), AsideForm()
    verb = lambda: actions.set_aside(row, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    may = lambda: access.check_books(current_user)  # noqa: E731
    if form.carry_out(verb, may=may, rules=lambda: actions.check_free(row)) is None:
        return form.again("payments/statements/row.html", **_row_page(row, None, None, aside=form))
    return _done(form, url_for(".show", statement_id=row.statement_id), _("Set aside."))


def _done(form: Form, target: str, said: str):
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)

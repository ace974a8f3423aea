"""Customers on the screen: the list, registration, editing, the checks while typing (F01)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.customers import export, lists, picking, queries, words
from salesapp.customers.forms import CustomerForm, RegistrationForm
from salesapp.db import db, writing
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.forms import clean
from salesapp.web.params import record_id
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("customers", __name__, url_prefix="/customers")
NEXT = {
    "opportunity": lambda customer: url_for("opportunities.new", customer=customer.id),
    "new": lambda customer: url_for("customers.new"),
}


def wanted() -> lists.Wanted:
    """Return what the address asks the list for."""
    asked = {name: clean(value)[:100] for name, value in request.args.items()}
    return lists.Wanted(
        text=asked.get("q", ""),
        scope=asked.get("scope", ""),
        kind=asked.get("kind", ""),
        tier=asked.get("tier", ""),
        activity=asked.get("activity", ""),
        owner_id=request.args.get("owner", None, record_id),
        region=asked.get("region", ""),
        sort=asked.get("sort", "updated"),
    )


@bp.get("")
def index():
    """List the customers that one may see: searched, filtered, sorted, by pages."""
    asked = wanted()
    page = lists.page(current_user, asked, request.args.get("after"))
    whole = page.next is None and "after" not in request.args
    total = str(len(page.rows)) if whole else lists.total(current_user, asked)
    return render_template(
        "customers/index.html",
        page=page,
        wanted=asked,
        total=total,
        owners=picking.owners(),
        words=words.of_list(),
    )


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    asked = wanted()
    book, rows = export.workbook(lists.export(current_user, asked))
    with writing():
        record(
            "export",
            detail={"list": "customers", "rows": rows, "filters": request.query_string.decode()[:300]},
        )
    name = f"{_('Customers')}_{clock.today():%Y%m%d}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/new")
def new():
    """Show an empty registration sheet."""
    form = RegistrationForm(formdata=None, owners=picking.owners())
    return render_template("customers/new.html", form=form, **picking.checks(form))


@bp.post("")
def create():
    """Register a customer with its people."""
    form = RegistrationForm(owners=picking.owners())
    if picking.amended(form):
        return form.again("customers/new.html", **picking.checks(form))
    customer = form.carry_out(lambda: picking.register(form))
    if customer is None:
        return form.again("customers/new.html", **picking.checks(form))
    target = NEXT.get(request.form.get("then", ""), _show)(customer)
    form.settle(target)
    db.session.commit()
    flash(_("%(number)s %(name)s is registered.", number=customer.number, name=customer.full_name), "ok")
    return htmx.go(target)


@bp.get("/<int:customer_id>/edit")
def edit(customer_id: int):
    """Show a customer's sheet, to be changed."""
    customer = queries.find(customer_id, current_user) or abort(404)
    form = CustomerForm(formdata=None, obj=customer)
    form.expect_version(customer)
    return render_template(
        "customers/edit.html", form=form, customer=customer, **picking.checks(form, customer_id)
    )


@bp.post("/<int:customer_id>")
def update(customer_id: int):
    """Change a customer's data."""
    customer = queries.find(customer_id, current_user) or abort(404)
    form = CustomerForm()
    form.expect_version(customer)
    if picking.amended(form) or form.carry_out(lambda: picking.change(form, customer)) is None:
        return form.again("customers/edit.html", customer=customer, **picking.checks(form, customer_id))
    form.settle(_show(customer))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".show", customer_id=customer_id))


@bp.post("/checks")
def check():
    """Answer, while somebody types, who is similar, what the code says, and which size class fits."""
    form = RegistrationForm()
    return render_template(
        "customers/checked.html",
        form=form,
        **picking.checks(form, request.form.get("but", None, record_id), typed=True),
    )


@bp.get("/<int:customer_id>/changes")
def changes(customer_id: int):
    """Show what was changed in a customer's data, by whom and when (R7)."""
    customer = queries.find(customer_id, current_user) or abort(404)
    found = queries.changes(customer_id, limit=100)
    template = "customers/changes_part.html" if htmx.wanted() else "customers/changes.html"
    return render_template(template, customer=customer, changes=found, log=queries.owner_log(customer_id))


def _show(customer) -> str:
    return url_for("customers.show", customer_id=customer.id)


from salesapp.customers import contact_routes, ownership_routes, pick_routes  # noqa: E402, F401

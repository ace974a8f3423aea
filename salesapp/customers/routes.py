"""Customers on the screen: the list, registration, editing, the checks while typing (F01)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, flash, render_template, request, send_file, session, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from salesapp.customers import access, actions, page, queries
from salesapp.customers.camera import actions as camera
from salesapp.customers.camera import page as photos
from salesapp.customers.camera.forms import Sent
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.rules import Match
from salesapp.customers.forms import CustomerForm
from salesapp.customers.lists import page as list_page
from salesapp.customers.lists import queries as lists
from salesapp.customers.lists import sheets
from salesapp.customers.models import Customer
from salesapp.customers.ownership.queries import choosable_owners
from salesapp.customers.registration import forms as registration
from salesapp.customers.registration.forms import RegistrationForm
from salesapp.customers.rules import word
from salesapp.db import db, writing
from salesapp.documents.attachments.actions import attach_all, look_at
from salesapp.trail.actions import record
from salesapp.web import clock, htmx, limits
from salesapp.web.params import id_or
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("customers", __name__, url_prefix="/customers")
NEXT = {
    "opportunity": lambda customer: url_for("opportunities.new", customer=customer.id),
    "new": lambda customer: url_for(".new"),
}


@bp.get("")
def index():
    """List the customers that one may see: searched, filtered, sorted, by pages."""
    asked = lists.Wanted.of(request.args)
    found = lists.page(current_user, asked, request.args.get("after"))
    whole = found.next is None and "after" not in request.args
    return render_template(
        "customers/index.html",
        page=found,
        wanted=asked,
        filters=list_page.filters(asked),
        total=str(len(found.rows)) if whole else lists.total(current_user, asked),
        owners=choosable_owners(current_user),
        may_export=access.may_change(current_user),
        may_register=access.may_register(current_user),
    )


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    book, rows = sheets.workbook(lists.export(current_user, lists.Wanted.of(request.args)))
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
    form = RegistrationForm(formdata=None, owners=choosable_owners(current_user))
    form.start(clock.now())
    return render_template(
        "customers/new.html", form=form, camera=photos.camera([], current_user), **_checks(form)
    )


@bp.post("")
def create():
    """Register a customer with its people."""
    sent, form = Sent.of_request(), RegistrationForm(owners=choosable_owners(current_user))
    taken = camera.find_all(sent.tokens, current_user.id)
    kept = camera.to_keep(taken) if sent.kept else []
    pressed = form.take_offers(request.form)
    customer = None if pressed else form.carry_out(lambda: _register(form, kept), slow=_looked_at(kept))
    if customer is None:
        shown = photos.camera(sent.tokens, current_user, kept=sent.kept, folded=not pressed)
        return form.again("customers/new.html", camera=shown, **_checks(form))
    target = NEXT.get(request.form.get("then", ""), _show)(customer)
    said = _("%(number)s %(name)s is registered.", number=customer.number, name=customer.full_name)
    form.settle(target)
    db.session.commit()
    camera.forget(taken)
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/<int:customer_id>/edit")
def edit(customer_id: int):
    """Show a customer's sheet, to be changed."""
    customer = access.find(customer_id, current_user) or abort(404)
    form = CustomerForm(formdata=None, obj=customer).expect_version(customer)
    return render_template("customers/edit.html", form=form, **_sheet(form, customer))


@bp.post("/<int:customer_id>")
def update(customer_id: int):
    """Change a customer's data."""
    customer = access.find(customer_id, current_user) or abort(404)
    form = CustomerForm().expect_version(customer)
    if form.take_offers(request.form) or form.carry_out(lambda: _change(form, customer)) is None:
        return form.again("customers/edit.html", **_sheet(form, customer))
    target = _show(customer)
    form.settle(target)
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(target)


@bp.post("/checks")
@limits.looking_up
def check():
    """Answer, while somebody types, who is similar, what the code says, and which size class fits."""
    form = RegistrationForm()
    shown = _checks(form, id_or(request.form.get("but")), typed=True)
    _tell_of_others(shown["matches"])
    return render_template("customers/registration/checked.html", form=form, **shown)


def _tell_of_others(matches: Sequence[Match]) -> None:
    """Write down that somebody learnt of customers that are not theirs to see: each once while they go on typing."""
    others = [match.customer_id for match in matches if not match.visible]
    if set(others) - set(session.get("learnt_of", ())):
        record("duplicate_seen", detail={"customers": len(others)})
        db.session.commit()
        session["learnt_of"] = others


@bp.get("/<int:customer_id>/changes")
def changes(customer_id: int):
    """Show what was changed in a customer's data, by whom and when (R7)."""
    customer = access.find(customer_id, current_user) or abort(404)
    told = [page.told(change) for change in queries.changes(customer_id, limit=100)]
    template = "customers/changes_part.html" if htmx.wanted() else "customers/changes.html"
    return render_template(template, customer=customer, changes=told)


def _looked_at(files: list[FileStorage]) -> Callable[[], None] | None:
    """Return what is slow about photos that a customer keeps: they are written to the disk while nobody waits."""
    return (lambda: look_at(files)) if files else None


def _register(form: RegistrationForm, kept: list[FileStorage]) -> Customer:
    customer = actions.register(
        {**form.values(), "owner_id": form.owner_id.data if "owner_id" in form else None},
        contacts=form.contact_values(),
        aware_of=form.aware_of,
        by=current_user,
        at=clock.now(),
        today=clock.today(),
    )
    if kept:
        attach_all(
            kept, customer, by=current_user, at=clock.now(), note=_("Photographed at the registration")
        )
    return customer


def _change(form: CustomerForm, customer: Customer) -> Customer:
    return actions.change(
        customer, form.values(), by=current_user, at=clock.now(), today=clock.today(), aware_of=form.aware_of
    )


def _sheet(form: CustomerForm, customer: Customer) -> dict[str, Any]:
    activity = word("activity_level", customer.activity_level)
    return {"customer": customer, "activity": activity, **_checks(form, customer.id)}


def _checks(form: CustomerForm, but: int | None = None, *, typed: bool = False) -> dict[str, Any]:
    """Return what the sheet says beside its fields; on a fresh page nothing is asked of the database.

    ``typed`` is the answer to somebody typing, ``but`` the customer being edited.
    """
    asked = typed or bool(form.full_name.raw_data)
    matches = duplicates.find(registration.asked(form, but), current_user) if asked else []
    return {"matches": matches, "but": but, **registration.beside(form)}


def _show(customer: Customer) -> str:
    return url_for(".show", customer_id=customer.id)

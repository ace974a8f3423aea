"""The files kept with a customer, on the screen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.customers import access
from salesapp.customers.files.forms import AttachForm
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.actions import attach_all
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("customer_files", __name__, url_prefix="/customers")


def _found(customer_id: int):
    return access.find(customer_id, current_user) or abort(404)


@bp.get("/<int:customer_id>/attachments")
def index(customer_id: int):
    """Show the files kept with a customer, and take more."""
    page = _page(_found(customer_id))
    return render_template("customers/files/index.html", form=AttachForm(formdata=None), **page)


@bp.post("/<int:customer_id>/attachments")
def create(customer_id: int):
    """Keep files with a customer."""
    customer = _found(customer_id)
    form = AttachForm()
    if form.carry_out(lambda: _attach(form, customer)) is None:
        return form.again_in(
            "customers/files/more_files.html", "customers/files/index.html", **_page(customer)
        )
    form.settle(url_for(".index", customer_id=customer_id))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".index", customer_id=customer_id))


@bp.post("/attachments/<int:attachment_id>/removal")
def create_removal(attachment_id: int):
    """Take a file off a customer; the trail keeps that it was there."""
    kept = attachments.find(attachment_id, current_user)
    if kept is None or kept.owner_type != "customer":
        abort(404)
    access.check_removal(_found(kept.owner_id), kept.uploaded_by_id, current_user)
    kept.remove(at=clock.now())
    db.session.commit()
    return htmx.go(url_for(".index", customer_id=kept.owner_id))


def _attach(form: AttachForm, customer) -> bool:
    attach_all(form.files.data, customer, by=current_user, at=clock.now(), note=form.note.data or None)
    return True


def _page(customer) -> dict[str, Any]:
    files = attachments.of_customer(customer.id, current_user)
    return {
        "customer": customer,
        "files": files,
        "removable": {
            file.id
            for file in files
            if file.owner_type == "customer"
            and access.may_remove_file(customer, file.uploaded_by_id, current_user)
        },
        "may_change": access.may_change(current_user),
    }

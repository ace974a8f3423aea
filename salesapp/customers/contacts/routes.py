"""The people at a customer on the screen: added, corrected, made key contact, gone, looked up (R44, R47)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.chinese import phones
from salesapp.customers import access, queries
from salesapp.customers.contacts import access as contacts
from salesapp.customers.contacts import actions
from salesapp.customers.contacts.forms import ContactForm, DepartureForm
from salesapp.db import db, writing
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("contacts", __name__, url_prefix="/customers")


def _found(contact_id: int):
    return contacts.find(contact_id, current_user) or abort(404)


def _back(customer_id: int) -> str:
    return url_for("customers.show", customer_id=customer_id, _anchor="contacts")


@bp.get("/<int:customer_id>/contacts/new")
def new(customer_id: int):
    """Ask for a new person."""
    customer = access.find(customer_id, current_user) or abort(404)
    return render_template("customers/contacts/new.html", form=ContactForm(formdata=None), customer=customer)


@bp.post("/<int:customer_id>/contacts")
def create(customer_id: int):
    """Add a person to a customer."""
    customer = access.find(customer_id, current_user) or abort(404)
    form = ContactForm.within(customer)
    contact = form.carry_out(lambda: actions.add(customer, form.values(), by=current_user, at=clock.now()))
    if contact is None:
        return form.again("customers/contacts/new.html", customer=customer)
    form.settle(_back(customer_id))
    db.session.commit()
    flash(_("%(name)s is added.", name=contact.name), "ok")
    return htmx.go(_back(customer_id))


@bp.get("/contacts/<int:contact_id>/edit")
def edit(contact_id: int):
    """Show a person's data in full, to be corrected; that somebody looked is noted (PIPL)."""
    contact = _found(contact_id)
    with writing():
        actions.reveal(contact)
    form = ContactForm(formdata=None, obj=contact)
    form.mobile.data = phones.shown(contact.mobile)
    form.expect_version(contact)
    return render_template("customers/contacts/edit.html", form=form, contact=contact)


@bp.post("/contacts/<int:contact_id>")
def update(contact_id: int):
    """Correct a person's data."""
    contact = _found(contact_id)
    form = ContactForm.within(contact.customer)
    form.expect_version(contact)
    changed = form.carry_out(lambda: actions.change(contact, form.values(), by=current_user, at=clock.now()))
    if changed is None:
        if form.stale:  # the numbers that a colleague saved stand beside one's own
            actions.reveal(contact)
            db.session.commit()
        return form.again("customers/contacts/edit.html", contact=contact)
    form.settle(_back(contact.customer_id))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(_back(contact.customer_id))


@bp.post("/contacts/<int:contact_id>/key")
def create_key(contact_id: int):
    """Make somebody the key contact."""
    contact = _found(contact_id)
    contact.customer.make_key(contact)
    contact.customer.touch(clock.now())
    db.session.commit()
    return htmx.answer(
        "customers/contacts/changed.html",
        otherwise=_back(contact.customer_id),
        card=queries.card(contact.customer_id, current_user),
    )


@bp.post("/contacts/<int:contact_id>/reveals")
def create_reveal(contact_id: int):
    """Show a person's numbers in full, and note who asked (PIPL)."""
    contact = _found(contact_id)
    actions.reveal(contact)
    db.session.commit()
    part = "called.html" if "call" in request.form else "revealed.html"
    template = f"customers/contacts/{part if htmx.wanted() else 'revealed_page.html'}"
    return render_template(template, contact=contact, shown=phones.shown, dialled=phones.dialled)


@bp.get("/contacts/<int:contact_id>/departure")
def new_departure(contact_id: int):
    """Ask what became of a person, and who follows."""
    contact = _found(contact_id)
    form = DepartureForm.of(contact, formdata=None)
    return render_template("customers/contacts/departure.html", form=form, contact=contact)


@bp.post("/contacts/<int:contact_id>/departure")
def create_departure(contact_id: int):
    """Mark a person as gone; their open work passes to who follows (R47)."""
    contact = _found(contact_id)
    form = DepartureForm.of(contact)
    gone = form.carry_out(lambda: _depart(form, contact))
    if gone is None:
        return form.again("customers/contacts/departure.html", contact=contact)
    form.settle(_back(contact.customer_id))
    db.session.commit()
    flash(_("%(name)s is marked as gone; nothing was overwritten.", name=contact.name), "ok")
    return htmx.go(_back(contact.customer_id))


def _depart(form: DepartureForm, contact):
    return actions.depart(
        contact,
        status=form.status.data,
        on=form.status_on.data,
        today=clock.today(),
        reason=form.status_reason.data or None,
        successor_id=form.successor_id,
        successor_values=form.successor_values(),
        by=current_user,
        at=clock.now(),
    )

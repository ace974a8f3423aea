"""Who works on a customer, and the files kept with it, on the screen (3.1)."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.customers import actions, queries
from salesapp.customers.ownership_forms import AttachForm, HandOverForm, ShareForm
from salesapp.customers.routes import bp
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.actions import attach
from salesapp.web import clock, htmx
from salesapp.words import gettext as _


def _found(customer_id: int):
    return queries.find(customer_id, current_user) or abort(404)


def _others(customer) -> list:
    return [user for user in queries.possible_owners(current_user) if user.id != customer.owner_id]


def _page(customer, **forms):
    return {
        "customer": customer,
        "card": queries.card(customer.id, current_user),
        "log": queries.owner_log(customer.id),
        "sharing": forms.get("sharing")
        or ShareForm(formdata=None, colleagues=queries.possible_colleagues(customer)),
        "handing": forms.get("handing") or HandOverForm(formdata=None, owners=_others(customer)),
    }


@bp.get("/<int:customer_id>/ownership")
def ownership(customer_id: int):
    """Show who owns a customer, who works on it, and who did before."""
    return render_template("customers/ownership.html", **_page(_found(customer_id)))


@bp.post("/<int:customer_id>/collaborators")
def create_collaborator(customer_id: int):
    """Let a colleague work on a customer too."""
    customer = _found(customer_id)
    form = ShareForm(colleagues=queries.possible_colleagues(customer))
    share = lambda: actions.share(  # noqa: E731
        customer, people.find(form.user_id.data), by=current_user, at=clock.now(), note=form.note.data or None
    )
    if form.carry_out(share) is None:
        return form.again("customers/ownership.html", **_page(customer, sharing=form))
    form.settle(url_for(".ownership", customer_id=customer_id))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".ownership", customer_id=customer_id))


@bp.post("/<int:customer_id>/collaborators/<int:user_id>/removal")
def create_collaborator_removal(customer_id: int, user_id: int):
    """Take a colleague off a customer."""
    actions.stop_sharing(_found(customer_id), user_id, at=clock.now())
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".ownership", customer_id=customer_id))


@bp.post("/<int:customer_id>/owner-changes")
def create_owner_change(customer_id: int):
    """Give a customer to another owner."""
    customer = _found(customer_id)
    form = HandOverForm(owners=_others(customer))
    give = lambda: actions.hand_over(  # noqa: E731
        customer, people.find(form.owner_id.data), by=current_user, at=clock.now(), reason=form.reason.data
    )
    if form.carry_out(give) is None:
        return form.again("customers/ownership.html", **_page(customer, handing=form))
    form.settle(url_for(".ownership", customer_id=customer_id))
    db.session.commit()
    flash(_("%(name)s now belongs to %(owner)s.", name=customer.full_name, owner=customer.owner.name), "ok")
    return htmx.go(url_for(".ownership", customer_id=customer_id))


@bp.get("/<int:customer_id>/attachments")
def files(customer_id: int):
    """Show the files kept with a customer, and take more."""
    customer = _found(customer_id)
    kept = attachments.of("customer", customer_id)
    return render_template(
        "customers/files.html", customer=customer, files=kept, form=AttachForm(formdata=None)
    )


@bp.post("/<int:customer_id>/attachments")
def create_attachment(customer_id: int):
    """Keep files with a customer."""
    customer = _found(customer_id)
    form = AttachForm()
    if form.carry_out(lambda: _attach(form, customer)) is None:
        return form.again(
            "customers/files.html", customer=customer, files=attachments.of("customer", customer_id)
        )
    form.settle(url_for(".files", customer_id=customer_id))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".files", customer_id=customer_id))


@bp.post("/attachments/<int:attachment_id>/removal")
def create_attachment_removal(attachment_id: int):
    """Take a file off a customer; the trail keeps that it was there."""
    kept = attachments.find(attachment_id, current_user)
    if kept is None or kept.owner_type != "customer":
        abort(404)
    kept.remove(at=clock.now())
    db.session.commit()
    return htmx.go(url_for(".files", customer_id=kept.owner_id))


def _attach(form: AttachForm, customer) -> bool:
    for upload in form.files.data:
        attach(upload, customer, by=current_user, at=clock.now(), note=form.note.data or None)
    return True

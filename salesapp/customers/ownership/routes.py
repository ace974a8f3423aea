"""Who owns a customer and who works on it, on the screen (3.1)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.forms import HandOverForm
from salesapp.accounts.models import User
from salesapp.customers import access
from salesapp.customers import queries as customers
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions, queries
from salesapp.customers.ownership.forms import ShareForm
from salesapp.customers.ownership.requests import queries as wishes
from salesapp.db import db
from salesapp.rights.access import check_runs
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("ownership", __name__, url_prefix="/customers")
PAGE = "customers/ownership/show.html"


def _found(customer_id: int):
    return access.find(customer_id, current_user) or abort(404)


def _run(customer_id: int):
    """Return a customer that this person runs; whoever only sees it is refused before anything is read."""
    customer = _found(customer_id)
    check_runs(customer, current_user)
    return customer


def _others(customer: Customer) -> Sequence[User]:
    return belongings.receivers(current_user, without=customer.owner_id)


def _handing(customer, heaps, *, fresh: bool) -> HandOverForm:
    form = (
        HandOverForm(formdata=None, owners=_others(customer))
        if fresh
        else HandOverForm(owners=_others(customer))
    )
    return form.offer(heaps, fresh=fresh)


def _page(customer, **forms):
    heaps = belongings.of_record(("customer", customer.id), customer.owner_id) if customer.owner_id else []
    return {
        "asked": wishes.asked(customer.id),
        "heaps": heaps,
        "customer": customer,
        "card": customers.card(customer.id, current_user),
        "log": queries.owner_log(customer.id),
        "sharing": forms.get("sharing")
        or ShareForm(formdata=None, colleagues=queries.possible_colleagues(customer)),
        "handing": forms.get("handing") or _handing(customer, heaps, fresh=True),
    }


@bp.get("/<int:customer_id>/ownership")
def show(customer_id: int):
    """Show who owns a customer, who works on it, and who did before."""
    return render_template(PAGE, **_page(_found(customer_id)))


@bp.post("/<int:customer_id>/collaborators")
def create_collaborator(customer_id: int):
    """Let a colleague work on a customer too."""
    customer = _run(customer_id)
    form = ShareForm(colleagues=queries.possible_colleagues(customer))
    if form.carry_out(lambda: _share(form, customer)) is None:
        return form.again_in("customers/ownership/sharing.html", PAGE, **_page(customer, sharing=form))
    form.settle(_show(customer))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(_show(customer))


@bp.post("/<int:customer_id>/collaborators/<int:user_id>/removal")
def create_collaborator_removal(customer_id: int, user_id: int):
    """Take a colleague off a customer."""
    customer = _found(customer_id)
    actions.stop_sharing(customer, user_id, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(_show(customer))


@bp.post("/<int:customer_id>/owner-changes")
def create_owner_change(customer_id: int):
    """Give a customer to another owner."""
    customer = _run(customer_id)
    heaps = belongings.of_record(("customer", customer.id), customer.owner_id)
    form = _handing(customer, heaps, fresh=False)
    if form.carry_out(lambda: _hand_over(form, customer)) is None:
        return form.again_in("customers/ownership/handing.html", PAGE, **_page(customer, handing=form))
    form.settle(_show(customer))
    db.session.commit()
    flash(_("%(name)s now belongs to %(owner)s.", name=customer.full_name, owner=customer.owner.name), "ok")
    return htmx.go(_show(customer))


def _share(form: ShareForm, customer: Customer):
    colleague = people.find(form.user_id.data)
    return actions.share(customer, colleague, by=current_user, at=clock.now(), note=form.note.data or None)


def _hand_over(form: HandOverForm, customer: Customer):
    return actions.hand_over(
        customer, people.find(form.owner_id.data), by=current_user, at=clock.now(), reason=form.reason.data,
        along=form.along.data or (), keeps_reader=form.keeps_reader.data,
    )  # fmt: skip


def _show(customer: Customer) -> str:
    return url_for(".show", customer_id=customer.id)

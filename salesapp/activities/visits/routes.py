"""Visits on the screen: planned, agreed with the customer, prepared, moved, called off (R16, R17, F04)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.activities.queries import recent_customers
from salesapp.activities.visits import access, actions, page, queries
from salesapp.activities.visits.forms import (
    BookingForm,
    CancellationForm,
    MoveForm,
    PlanForm,
    Turned,
    VisitForm,
)
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.preparation.forms import FreeItemForm
from salesapp.customers import access as customers
from salesapp.customers.picking import queries as picking
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("visits", __name__, url_prefix="/visits")


def _found(visit_id: int) -> Visit:
    return queries.find(visit_id, current_user, to_change=request.method != "GET") or abort(404)


@bp.get("/new")
def new():
    """Show the sheet of a new visit, or first the choice of the customer."""
    customer = customers.find(request.args.get("customer", 0, record_id), current_user)
    if customer is None:
        return _choose()
    form = PlanForm(formdata=None)
    context = page.prepare(form, customer, current_user)
    page.fill_in(form, customer, request.args, context, current_user)
    return render_template("activities/visits/new.html", form=form, **context)


def _choose():
    words = request.args.get("customer_text", "").strip()
    found = picking.pick(words, current_user) if words else []
    if len(found) == 1:
        return redirect(url_for(".new", customer=found[0].id), code=303)
    recent = recent_customers(current_user)
    return render_template("activities/visits/choose.html", words=words, found=found, recent=recent)


@bp.post("")
def create():
    """Plan a visit; with its time and the way it was agreed it is booked at once."""
    form = PlanForm()
    customer = customers.find(form.chosen_customer(), current_user) or abort(404)
    context = page.prepare(form, customer, current_user)
    visit = form.carry_out(lambda: actions.plan(form.values(), by=current_user, at=clock.now()))
    if visit is None:
        return form.again("activities/visits/new.html", **context)
    return _done(visit, form, _("Visit %(number)s is planned.", number=visit.number))


@bp.get("/<int:visit_id>")
def show(visit_id: int):
    """Show one visit: when, where, with whom, what for, what is in the bag."""
    return render_template("activities/visits/show.html", **_page(_found(visit_id)))


def _page(visit: Visit) -> dict[str, Any]:
    return {
        "desk": page.desk(visit, current_user, clock.now()),
        "start_form": Turned(formdata=None).of(visit),
        "booking_form": BookingForm(formdata=None, obj=visit).of(visit),
        "move_form": MoveForm(formdata=None).of(visit),
        "cancellation_form": CancellationForm(formdata=None).of(visit),
        "item_form": FreeItemForm(formdata=None),
    }


def _now(form: Turned) -> dict[str, Any]:
    return {"by": current_user, "at": clock.now(), "seen": form.seen.data}


def _may_change(visit: Visit) -> Callable[[], None]:
    return lambda: access.check_change(visit, current_user)


def _done(visit: Visit, form: Form, words: str) -> Response:
    target = url_for("visits.show", visit_id=visit.id)
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)


def _refused(visit_id: int, form: Turned, name: str) -> Response:
    visit = _found(visit_id)
    return form.again("activities/visits/show.html", **_page(visit) | {name: form.of(visit)})


@bp.get("/<int:visit_id>/edit")
def edit(visit_id: int):
    """Show what may still be changed of a visit."""
    visit = _found(visit_id)
    access.check_change(visit, current_user)
    form = VisitForm(formdata=None, obj=visit)
    form.expect_version(visit)
    context = page.prepare(form, visit.customer, current_user, visit)
    return render_template("activities/visits/edit.html", form=form, visit=visit, **context)


@bp.post("/<int:visit_id>")
def update(visit_id: int):
    """Change what a visit is about."""
    visit, form = _found(visit_id), VisitForm()
    form.expect_version(visit)
    context = page.prepare(form, visit.customer, current_user, visit)
    change = lambda: actions.change(visit, form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(change, may=_may_change(visit)) is None:
        return form.again("activities/visits/edit.html", visit=visit, **context)
    return _done(visit, form, _("The visit is changed."))


@bp.post("/<int:visit_id>/bookings")
def create_booking(visit_id: int):
    """Note what was agreed with the customer."""
    visit, form = _found(visit_id), BookingForm()
    book = lambda: actions.book(visit, form.appointment(), **_now(form))  # noqa: E731
    if form.carry_out(book, may=_may_change(visit)) is None:
        return _refused(visit_id, form, "booking_form")
    return _done(visit, form, _("The visit is booked."))


@bp.post("/<int:visit_id>/confirmations")
def create_confirmation(visit_id: int):
    """Note that the customer confirmed the appointment."""
    seen = request.form.get("seen")
    actions.confirm(_found(visit_id), by=current_user, at=clock.now(), seen=seen)
    db.session.commit()
    return htmx.go(url_for(".show", visit_id=visit_id))


@bp.post("/<int:visit_id>/moves")
def create_move(visit_id: int):
    """Move an appointment."""
    visit, form = _found(visit_id), MoveForm()
    values = form.appointment() | {"reason": form.reason.data}
    move = lambda: actions.move(visit, values, **_now(form))  # noqa: E731
    if form.carry_out(move, may=_may_change(visit)) is None:
        return _refused(visit_id, form, "move_form")
    return _done(visit, form, _("The visit is moved."))


@bp.post("/<int:visit_id>/cancellations")
def create_cancellation(visit_id: int):
    """Call a visit off."""
    visit, form = _found(visit_id), CancellationForm()
    cancel = lambda: actions.cancel(visit, form.reason.data, **_now(form))  # noqa: E731
    if form.carry_out(cancel, may=_may_change(visit)) is None:
        return _refused(visit_id, form, "cancellation_form")
    return _done(visit, form, _("The visit is cancelled."))


@bp.post("/<int:visit_id>/starts")
def create_start(visit_id: int):
    """Note that one is there, and open the visit; one that was moved meanwhile is shown and asked about first."""
    visit, form = _found(visit_id), Turned()
    if form.carry_out(lambda: actions.start(visit, **_now(form)), may=_may_change(visit)) is None:
        return _refused(visit_id, form, "start_form")
    target = url_for("visit_records.new", visit_id=visit_id)
    form.settle(target)
    db.session.commit()
    return htmx.go(target)

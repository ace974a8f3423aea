"""Asking for a trip outside the city, on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.activities.visits import queries
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.trips import actions
from salesapp.activities.visits.trips.forms import TripForm
from salesapp.activities.visits.trips.queries import latest
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("visit_trips", __name__, url_prefix="/visits")


def _found(visit_id: int) -> Visit:
    return queries.find(visit_id, current_user) or abort(404)


@bp.get("/<int:visit_id>/trips/new")
def new(visit_id: int):
    """Ask what whoever goes answers to the last decision."""
    visit, form = _found(visit_id), TripForm(formdata=None)
    return render_template("activities/visits/trip.html", form=form, visit=visit, round=latest(visit_id))


@bp.post("/<int:visit_id>/trips")
def create(visit_id: int):
    """Put a trip to the supervisor."""
    visit, form = _found(visit_id), TripForm()
    ask = lambda: actions.ask(visit, answer=form.answer.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(ask) is None:
        return form.again("activities/visits/trip.html", visit=visit, round=latest(visit_id))
    target = url_for("visits.show", visit_id=visit_id)
    form.settle(target)
    db.session.commit()
    flash(_("Asked for. The supervisor decides."), "ok")
    return htmx.go(target)

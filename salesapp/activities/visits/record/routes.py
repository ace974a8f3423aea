"""Visit mode: the visit of now on the phone, with big boxes, until it is written down (F05)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.forms import RecordForm
from salesapp.activities.visits import access, queries
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.record import actions, page
from salesapp.activities.visits.rules import AGREED
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("visit_records", __name__, url_prefix="/visits")


def _found(visit_id: int) -> Visit:
    visit = queries.find(visit_id, current_user, to_change=request.method != "GET") or abort(404)
    access.check_change(visit, current_user)
    return visit


def _shown(form: RecordForm, visit: Visit) -> dict[str, Any]:
    return page.prepare(form, visit, current_user, clock.now())


@bp.get("/<int:visit_id>/record")
def new(visit_id: int):
    """Show the boxes of a visit; one that is not agreed, or has ended, has none."""
    visit = _found(visit_id)
    if visit.status not in AGREED:
        return redirect(url_for("visits.show", visit_id=visit_id))
    form = RecordForm(formdata=None)
    context = _shown(form, visit)
    page.fill_in(form, visit, context, current_user, clock.now())
    return render_template("activities/visits/record.html", form=form, **context)


@bp.post("/<int:visit_id>/records")
def create(visit_id: int):
    """Write the visit down, with everything that follows from a contact, and end it."""
    visit, form = _found(visit_id), RecordForm()
    form.customer_id.data = str(visit.customer_id)
    _shown(form, visit)
    values, seen = form.values(), request.form.get("seen")
    record = form.carry_out(
        lambda: actions.write_down(visit, values, by=current_user, at=clock.now(), seen=seen)
    )
    if record is None:
        visit = _found(visit_id)
        return form.again("activities/visits/record.html", **_shown(form, visit))
    target = form.onward(url_for("visits.show", visit_id=visit_id))
    form.settle(target)
    db.session.commit()
    flash(_("Contact record %(number)s is saved.", number=record.number), "ok")
    return htmx.go(target)

"""What goes into the bag, on the screen: ticked with one tap, things of one's own added (R17)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.visits import access, page, queries
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.preparation.forms import FreeItemForm
from salesapp.activities.visits.rules import OPEN, check_turn
from salesapp.db import db
from salesapp.web import clock, htmx

bp = Blueprint("visit_preparation", __name__, url_prefix="/visits")


def _found(visit_id: int) -> Visit:
    visit = queries.find(visit_id, current_user, to_change=True) or abort(404)
    access.check_prepare(visit, current_user)
    check_turn(visit.status, OPEN)
    return visit


@bp.post("/<int:visit_id>/ticks")
def create_tick(visit_id: int):
    """Tick a thing, or take the tick back."""
    visit = _found(visit_id)
    item = next((one for one in visit.preparation if str(one.id) == request.form.get("item")), None) or abort(
        404
    )
    if "off" in request.form:
        item.untick()
    else:
        item.tick(by=current_user, at=clock.now())
    db.session.commit()
    return _answer(visit_id, FreeItemForm(formdata=None))


@bp.post("/<int:visit_id>/items")
def create_item(visit_id: int):
    """Add a thing of one's own."""
    visit, form = _found(visit_id), FreeItemForm()
    if form.carry_out(lambda: visit.prepare(form.words.data, by=current_user)) is None:
        visit = queries.find(visit_id, current_user) or abort(404)
        context = {"visit": visit, "desk": page.desk(visit, current_user, clock.now())}
        return form.again_in(
            "activities/visits/prepared.html", "activities/visits/preparation.html", **context
        )
    form.settle(url_for("visits.show", visit_id=visit_id, _anchor="preparation"))
    db.session.commit()
    return _answer(visit_id, FreeItemForm(formdata=None))


@bp.post("/<int:visit_id>/pieces")
def create_piece(visit_id: int):
    """Put a piece of the library among the things to prepare."""
    visit = _found(visit_id)
    asked = request.form.get("piece")
    piece = next((one for one in page.pieces(visit) if str(one.id) == asked), None) or abort(404)
    visit.pick(piece, by=current_user)
    db.session.commit()
    return _answer(visit_id, FreeItemForm(formdata=None))


def _answer(visit_id: int, form: FreeItemForm):
    if not htmx.wanted():
        return htmx.go(url_for("visits.show", visit_id=visit_id, _anchor="preparation"))
    visit = queries.find(visit_id, current_user) or abort(404)
    form.page.data = url_for("visits.show", visit_id=visit_id)
    shown = page.desk(visit, current_user, clock.now())
    return render_template("activities/visits/prepared.html", desk=shown, form=form)

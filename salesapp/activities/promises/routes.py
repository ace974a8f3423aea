"""Promises on the screen: kept with one tap, and taken back (R22)."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from flask_login import current_user

from salesapp.activities.promises import queries
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.guard import back_to
from salesapp.web.undo import said_with_undo
from salesapp.words import gettext as _

bp = Blueprint("promises", __name__, url_prefix="/activities/promises")


@bp.post("/<int:promise_id>/fulfilment")
def create_fulfilment(promise_id):
    """Mark a promise as kept."""
    promise = queries.find(promise_id, current_user) or abort(404)
    promise.keep(by=current_user, at=clock.now())
    db.session.commit()
    undo_url = url_for(".create_reopening", promise_id=promise_id)
    said_with_undo(_("Promise kept: %(what)s", what=promise.content), undo_url)
    return htmx.go(back_to(url_for("activities.show", activity_id=promise.activity_id)))


@bp.post("/<int:promise_id>/reopening")
def create_reopening(promise_id):
    """Take the mark of a kept promise back."""
    promise = queries.find(promise_id, current_user) or abort(404)
    promise.reopen()
    db.session.commit()
    return htmx.go(back_to(url_for("activities.show", activity_id=promise.activity_id)))

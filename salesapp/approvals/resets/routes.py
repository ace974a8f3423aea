"""Passwords that administrators gave, and the word of the second person, on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.approvals.forms import PressForm
from salesapp.approvals.resets import actions, page, queries
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("resets", __name__, url_prefix="/approvals/resets")


@bp.get("")
def index():
    """List the passwords given in the last month, and what is held back until somebody vouches."""
    return render_template("approvals/resets.html", form=PressForm(formdata=None), **_page())


def _page() -> dict:
    return {"rows": page.rows(current_user, clock.now())}


@bp.post("/<int:reset_id>/confirmations")
def create_confirmation(reset_id: int):
    """Vouch for a person who got a password from an administrator."""
    reset, form = queries.find(reset_id) or abort(404), PressForm()
    if form.carry_out(lambda: actions.confirm(reset, by=current_user, at=clock.now())) is None:
        return form.again("approvals/resets.html", **_page())
    form.settle(url_for(".index"))
    db.session.commit()
    flash(_("Confirmed. %(name)s completes approvals again.", name=reset.user.name), "ok")
    return htmx.go(url_for(".index"))

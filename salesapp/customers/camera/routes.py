"""Photos on the registration sheet: read and shown beside what they propose; nothing is saved here."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template, request
from flask_login import current_user

from salesapp.customers.camera import actions, page
from salesapp.customers.camera.forms import Sent, fill_in
from salesapp.customers.camera.rules import Shown
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.ownership.queries import choosable_owners
from salesapp.customers.registration import forms as registration
from salesapp.customers.registration.forms import RegistrationForm
from salesapp.db import let_go
from salesapp.refusals import Refusal
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("customer_photos", __name__, url_prefix="/customers/photos")


@bp.post("")
def create():
    """Read a photo, or take over what was read: the sheet comes back with all that was typed, and nothing is saved."""
    sent, user_id = Sent.of_request(), current_user.id
    let_go()
    refusal = "" if sent.taken else _read(sent, user_id)
    shown = page.camera(sent.tokens, current_user, refusal=refusal, kept=sent.kept)
    status = 422 if refusal else 200
    if htmx.wanted():
        return render_template("customers/camera/read.html", camera=shown), status
    form = RegistrationForm(owners=choosable_owners(current_user))
    fill_in(form, shown.proposals, sent.taken)
    matches = duplicates.find(registration.asked(form, None), current_user)
    context = {"form": form, "camera": shown, "matches": matches, "but": None, **registration.beside(form)}
    return render_template("customers/new.html", **context), status


@bp.get("/<token>")
def show(token: str):
    """Show a photo that somebody took themselves, or the piece of it that a value was read from."""
    photo = actions.find(token, current_user.id) or abort(404)
    response = make_response(actions.piece(photo, request.args.get("piece", "")[:60]))
    response.content_type = "image/jpeg"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _read(sent: Sent, user_id: int) -> str:
    """Read the photo that was sent and add it to the others; return why not, in a sentence."""
    if sent.upload is None:
        return _("Choose a photo first.")
    if len(actions.find_all(sent.tokens, user_id)) >= actions.MOST_PHOTOS:
        return _("At most %(count)s photos of one customer.", count=actions.MOST_PHOTOS)
    try:
        sent.tokens.append(actions.take(sent.upload, Shown(sent.wanted), user_id=user_id, at=clock.now()))
    except Refusal as refusal:
        return str(refusal)
    return ""

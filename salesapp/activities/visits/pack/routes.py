"""The visit pack: one tap prints or saves the visits of a day."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user

from salesapp.activities.visits.pack import actions, page
from salesapp.web import clock, params
from salesapp.web.inline import inline_pdf
from salesapp.words import gettext as _

bp = Blueprint("visit_packs", __name__, url_prefix="/visits")


@bp.get("/pack.pdf")
def show():
    """Hand over one PDF of the visits of a day, today's where none is named."""
    day, by = request.args.get("on", clock.today(), params.shown_day), current_user._get_current_object()
    cards = page.cards(by, day)
    if not cards:
        flash(_("There is no visit to be made on this day."), "warn")
        return redirect(url_for("visit_calendar.index", on=day.isoformat()), code=303)
    pdf = actions.print_pack(cards, day, by=by, at=clock.now())
    return inline_pdf(pdf, "visits.pdf", called=_("Visits of %(day)s", day=day.isoformat()) + ".pdf")

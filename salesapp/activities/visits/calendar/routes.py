"""The calendar of visits on the screen: agenda, day, week and month; one's own, the team's by right."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.activities.visits.calendar import page
from salesapp.activities.visits.calendar.rules import VIEW_LABELS, View
from salesapp.web import clock, params

bp = Blueprint("visit_calendar", __name__, url_prefix="/visits")


@bp.get("")
def index():
    """Show the visits of some days: the agenda first, as phones are held."""
    asked, who = request.args.get("view"), request.args.get("who", "mine")
    late = "late" in request.args
    view = View(asked) if asked in set(View) and not late else View.AGENDA
    on = request.args.get("on", clock.today(), params.shown_day)
    whose = params.id_or(who) or ("team" if who == "team" else "mine")
    shown = page.shown(current_user, view, on, whose, late=late)
    return render_template("activities/visits/calendar.html", shown=shown, views=VIEW_LABELS)

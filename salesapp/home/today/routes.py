"""Today: what is to be done, most urgent first."""

from __future__ import annotations

from flask import Blueprint, render_template, request, session
from flask_login import current_user

from salesapp.calendar.lateness.rules import WEEKDAYS
from salesapp.home.today import access, page, queries
from salesapp.web import clock, htmx, menu
from salesapp.work import page as work

bp = Blueprint("today", __name__)


@bp.app_context_processor
def counts() -> dict:
    """Give every page the numbers in the menu, as they stood when the day's work was last looked at."""
    return {"waiting": session.get("waiting", {})} if current_user.is_authenticated else {}


@bp.get("/")
def index():
    """Show what is to be done today, most urgent first."""
    now, shown = clock.now(), access.shown(current_user)
    day = work.day(current_user, now)
    if session.get("waiting") != (waiting := menu.counts(day)):
        session["waiting"] = waiting
    team = page.Team(queries.team(current_user, now) if shown.team else [], queries.columns())
    figures = [*page.own_figures(shown, day, team), *queries.figures(current_user, now, day)]
    return render_template(
        "home/today/index.html",
        today=clock.local(now).date(),
        weekday=str(WEEKDAYS[clock.local(now).weekday()]),
        figures=page.in_place(figures),
        shown=shown,
        next_up=next(iter((*day.own, *day.waiting)), None) if "done" in request.args else None,
        work=page.asked(day, request.args.get("show"), queries.kinds()),
        team=team,
        first_day=queries.first_day(current_user) if shown.first_day else [],
    )


@bp.get("/coming")
def coming():
    """Show what is on its way: the day's page asks for it after itself, without a script it is a page."""
    rows = queries.coming(current_user, clock.now())
    return render_template(
        "home/today/coming_part.html" if htmx.wanted() else "home/today/coming.html", rows=rows
    )

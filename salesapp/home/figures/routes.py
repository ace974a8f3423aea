"""The figures of a month, the funnel and the forecast, each with the records behind it (R10, R24)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.letters import queries as first_contacts
from salesapp.home.figures import access, page, queries
from salesapp.web import clock, htmx
from salesapp.web.months import period

bp = Blueprint("performance", __name__, url_prefix="/performance")


@bp.get("")
def index():
    """Show the figures of a month, the funnel and the forecast."""
    found = queries.performance(current_user, request.args.get("month"), clock.now())
    return render_template(
        "home/figures/index.html",
        page=found,
        whose=access.WHOSE[current_user.role],
        of_opportunities=page.of_opportunities(found),
        of_first_contacts=page.of_first_contacts(found),
    )


@bp.get("/kept")
def kept():
    """Answer the day's page with the share of follow-ups made in time; anybody else goes to all figures."""
    if not htmx.wanted():
        return redirect(url_for("performance.index"), code=303)
    return render_template("home/figures/kept.html", figures=queries.month(current_user, clock.now()))


@bp.get("/letters")
def letters():
    """Show the first contacts behind the rate of letters sent in time (R10)."""
    asked, now = period(request.args.get("month"), clock.today()), clock.now()
    show, after = request.args.get("show", ""), request.args.get("after")
    rows = first_contacts.letters(current_user, asked.start, asked.end, now, show=show, cursor=after)
    return render_template("home/figures/letters.html", page=rows, period=asked, now=now, show=show)

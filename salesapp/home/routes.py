"""Today, the search for everything, the guide."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import current_user

from salesapp.activities import figures as first_contacts
from salesapp.home import desk, figures, guide, queries, rules
from salesapp.home.search import exact, search, suggestions
from salesapp.web import clock, htmx

bp = Blueprint("home", __name__)

SUGGESTED = 10
PAGES = {
    "customer": ("customers.show", "customer_id"),
    "contact": ("customers.show", "customer_id"),
    "opportunity": ("opportunities.show", "opportunity_id"),
    "contract": ("contracts.show", "contract_id"),
    "activity": ("activities.show", "activity_id"),
}


@bp.app_context_processor
def counts() -> dict:
    """Give every page the numbers in the menu, as they stood when the day's work was last looked at."""
    return {"waiting": session.get("waiting", {})} if current_user.is_authenticated else {}


@bp.get("/")
def today():
    """Show what is to be done today, most urgent first."""
    now = clock.now()
    day = queries.day(current_user, now)
    session["waiting"] = desk.menu_counts(day)
    shown = rules.only(day, request.args.get("show"))
    return render_template("home/today.html", day=day, shown=shown, **desk.today(current_user, now))


@bp.get("/search")
def find():
    """Show what was found; a number typed in full opens its record."""
    words = request.args.get("q", "").strip()[:60]
    hits = search(words, current_user)
    only_one = exact(hits, words)
    if only_one is not None:
        return redirect(address(only_one), code=303)
    groups = {kind: [hit for hit in hits if hit.kind == kind] for kind in PAGES}
    return render_template("home/search.html", words=words, groups=groups, address=address)


@bp.get("/search/suggest")
def suggest():
    """Answer the search box with the first hits, as options whose value is an address."""
    hits = suggestions(request.args.get("q", "").strip()[:60], current_user, SUGGESTED)
    return render_template("home/_suggestions.html", hits=hits, address=address)


def address(hit) -> str:
    """Return where a hit opens."""
    endpoint, name = PAGES[hit.kind]
    return url_for(endpoint, **{name: hit.record_id})


@bp.get("/guide")
def show_guide():
    """Show the process step by step."""
    return render_template("home/guide.html", parts=guide.parts())


@bp.get("/performance")
def performance():
    """Show the figures of a month, the funnel and the forecast."""
    page = figures.performance(current_user, request.args.get("month"), clock.now())
    return render_template("home/performance.html", page=page, today=clock.today())


@bp.get("/performance/kept")
def kept():
    """Answer the day's page with the share of follow-ups made in time; anybody else goes to all figures."""
    if not htmx.wanted():
        return redirect(url_for(".performance"), code=303)
    return render_template("home/kept.html", figures=figures.month(current_user, clock.now()))


@bp.get("/performance/letters")
def letters():
    """Show the first contacts behind the rate of letters sent in time (R10)."""
    asked = figures.period(request.args.get("month"), clock.today())
    rows = first_contacts.letters(current_user, asked.start, asked.end)
    return render_template("home/letters.html", rows=rows, period=asked, now=clock.now())

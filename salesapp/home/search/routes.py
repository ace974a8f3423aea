"""The search for everything."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask_login import current_user

from salesapp.home.search import queries
from salesapp.web.addresses import of_record

bp = Blueprint("search", __name__)

LONGEST = 60


def _words() -> str:
    return request.args.get("q", "").strip()[:LONGEST]


@bp.get("/search")
def index():
    """Show what was found; a number typed in full opens its record."""
    words = _words()
    groups = queries.search(words, current_user)
    only_one = queries.exact(groups, words)
    if only_one is not None:
        group, hit = only_one
        return redirect(of_record(group.opens, hit.record_id), code=303)
    return render_template("home/search/index.html", words=words, groups=groups)


@bp.get("/search/suggest")
def suggest():
    """Answer the search box with the first hits, as options whose value is an address."""
    words = _words()
    found = queries.suggestions(words, current_user)
    return render_template("home/search/_suggestions.html", found=found, words=words)

"""The pictures of opportunities on the screen and on paper, with the records behind each bar (R24)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from flask_login import current_user

from salesapp.documents.press.pool import press
from salesapp.home.figures.access import WHOSE
from salesapp.home.pictures import page
from salesapp.home.pictures.behind import queries
from salesapp.home.pictures.rules import TITLES, By
from salesapp.web import clock, params
from salesapp.web.addresses import address
from salesapp.web.inline import inline_pdf
from salesapp.web.spans import Span

bp = Blueprint("pictures", __name__, url_prefix="/performance/opportunities")


def _asked() -> Span:
    return page.asked(_day("first"), _day("last"))


def _day(name: str) -> date | None:
    return request.args.get(name, type=params.shown_day)


def _page() -> dict[str, Any]:
    days = _asked()
    return {
        "days": days,
        "charts": page.charts(current_user, days, clock.now()),
        "whose": WHOSE[current_user.role],
    }


@bp.get("")
def index():
    """Show the pictures of a period."""
    return render_template("home/pictures/index.html", usual=page.usual(clock.today()), **_page())


@bp.get("/sheet.pdf")
def sheet():
    """Hand over the same pictures and tables on paper."""
    company = current_app.config["SALESAPP"].company_name
    html = render_template(
        "home/pictures/paper.html", company=company, now=clock.now(), by_whom=current_user.name, **_page()
    )
    return inline_pdf(press().print(html).pdf, "opportunities.pdf", kept=True)


@bp.get("/records")
def records():
    """List the opportunities behind one bar."""
    days, by = _asked(), request.args.get("by", type=By)
    if by is None:
        return redirect(address("pictures.index", **days.address))
    key, result = request.args.get("of", "")[:60], request.args.get("result", "")
    found = queries.records(current_user, by, key, result, days, clock.now(), request.args.get("after"))
    asked = {"by": by.value, "of": key, "result": result or None, **days.address}
    return render_template(
        "home/pictures/records.html",
        page=found,
        days=days,
        title=TITLES[by],
        name=page.name_of(by, key),
        asked=asked,
    )

"""The pictures of money on the screen and on paper, with what stands behind each bar."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask_login import current_user

from salesapp.documents.press.pool import press
from salesapp.home.pictures.money import page, queries
from salesapp.home.pictures.money.rules import LATE, keys
from salesapp.web import clock
from salesapp.web.inline import inline_pdf

bp = Blueprint("money_pictures", __name__, url_prefix="/performance/money")


def _page() -> dict[str, Any]:
    today = clock.today()
    return {"today": today, "charts": page.charts(current_user, today)}


@bp.get("")
def index():
    """Show what is owed by age and what is expected by week."""
    return render_template("home/pictures/money/index.html", **_page())


@bp.get("/sheet.pdf")
def sheet():
    """Hand over the same pictures and tables on paper."""
    company = current_app.config["SALESAPP"].company_name
    html = render_template(
        "home/pictures/money/paper.html",
        company=company,
        now=clock.now(),
        by_whom=current_user.name,
        **_page(),
    )
    return inline_pdf(press().print(html).pdf, "money.pdf", kept=True)


@bp.get("/records")
def records():
    """List the instalments and the bills in hand behind one bar, of what is overdue where none is named."""
    today = clock.today()
    key = request.args.get("of", LATE)
    if key not in keys(today):
        abort(404)
    found = queries.behind(current_user, key, today)
    return render_template(
        "home/pictures/money/records.html",
        lines=page.lines(found),
        more=len(found) > queries.MOST,
        name=page.long_name(key),
    )

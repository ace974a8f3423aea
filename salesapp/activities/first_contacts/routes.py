"""What first contacts brought, on the screen and on paper, with the records behind each bar (R10)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user

from salesapp.activities.first_contacts import page as shown
from salesapp.activities.first_contacts import queries
from salesapp.activities.first_contacts.rules import By
from salesapp.activities.letters.queries import letters
from salesapp.documents.press.pool import press
from salesapp.web import clock, params
from salesapp.web.inline import inline_pdf
from salesapp.web.spans import Span

bp = Blueprint("first_contacts", __name__, url_prefix="/performance/first-contacts")


def _day(name: str) -> date | None:
    return request.args.get(name, type=params.shown_day)


def _asked() -> Span:
    return shown.asked(_day("first"), _day("last"))


def _page() -> dict[str, Any]:
    return shown.page(current_user, _asked(), clock.now())


@bp.get("")
def index():
    """Show what the first contacts of a period brought, by channel, rep and profile."""
    press().warm_up()
    return render_template("activities/first_contacts/index.html", **_page())


@bp.get("/sheet.pdf")
def sheet():
    """Hand over the same charts and tables on paper."""
    company = current_app.config["SALESAPP"].company_name
    html = render_template(
        "activities/first_contacts/paper.html",
        company=company,
        now=clock.now(),
        by_whom=current_user.name,
        **_page(),
    )
    return inline_pdf(press().print(html).pdf, "first-contacts.pdf", kept=True)


@bp.get("/records")
def records():
    """List the first contacts behind one number."""
    days, now, show = _asked(), clock.now(), request.args.get("show", "")
    by, of = request.args.get("by", type=By), request.args.get("of", "")
    only = queries.belonging(by, of) if by else None
    rows = letters(
        current_user, *shown.between(days), now, show=show, cursor=request.args.get("after"), only=only
    )
    name = shown.words_of(by, of, queries.name_of(by, of)) if by else ""
    return render_template(
        "activities/first_contacts/records.html",
        page=rows,
        days=days,
        by=by,
        of=of,
        show=show,
        name=name,
        now=now,
    )

"""The calendar on the screen: a year at a glance, company days."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.calendar import actions, page, queries
from salesapp.calendar.forms import CompanyDaysForm
from salesapp.chinese.festivals import FIRST_YEAR, LAST_YEAR
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("calendar", __name__, url_prefix="/settings/calendar")


@bp.get("")
def index():
    """Show a year: working days, days off, make-up days, and how sure they are."""
    year = request.args.get("year", type=int)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    return render_template(
        "calendar/year.html", form=CompanyDaysForm(), **page.year_page(year, clock.today())
    )


@bp.post("/company-days")
def create_company_days():
    """Set company days."""
    form = CompanyDaysForm()
    moved = form.carry_out(lambda: _add(form))
    if moved is None:
        year = form.first.data.year if form.first.data and not form.first.errors else None
        return form.again("calendar/year.html", **page.year_page(year, clock.today()))
    return changed(form, moved, _("Saved."))


def _add(form: CompanyDaysForm):
    values = form.values()
    working = values.pop("working") == "worked"
    return actions.add_company_days(**values, working=working, by=current_user, at=clock.now())


def changed(form, moved, sentence: str):
    """Commit, then show what moved; or go back to the year where nothing did."""
    form.settle(url_for("calendar.index"))
    db.session.commit()
    flash(sentence, "ok")
    return (
        render_template("calendar/moved.html", moved=moved) if moved else htmx.go(url_for("calendar.index"))
    )


@bp.post("/company-days/<day>/removals")
def create_removal(day: str):
    """Take a company day back."""
    found = _company_day(day)
    moved = actions.remove_company_day(found, by=current_user, at=clock.now())
    db.session.commit()
    sentence = ngettext(
        "Taken back; %(num)d due date moved.", "Taken back; %(num)d due dates moved.", len(moved)
    )
    flash(sentence if moved else _("Taken back; no due date moved."), "ok")
    return htmx.go(url_for("calendar.index"))


def _company_day(text: str):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return queries.company_day(day) or abort(404)

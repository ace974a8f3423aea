"""The calendar page: a year at a glance, the notice importer, company days."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.calendar import actions, queries
from salesapp.calendar.forms import CompanyDaysForm, NoticeForm
from salesapp.chinese.festivals import FIRST_YEAR, LAST_YEAR, festivals
from salesapp.db import db
from salesapp.web import clock, htmx, menu
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("calendar", __name__, url_prefix="/settings/calendar")


def _page(year: int | None = None) -> dict:
    """Return what the page of a year shows."""
    today = clock.today()
    year = year or today.year
    return {
        "year": year,
        "today": today,
        "months": queries.months(year),
        "status": queries.work_calendar().status(year),
        "source": queries.year_record(year),
        "festivals": festivals(year),
        "company_days": queries.company_days_from(date(min(year, today.year), 1, 1)),
        "missing": queries.missing_notice(today),
        "keeps": menu.may_open("calendar.create_company_days"),
    }


@bp.get("")
def index():
    """Show a year: working days, days off, make-up days, and how sure they are."""
    year = request.args.get("year", type=int)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    return render_template("calendar/year.html", form=CompanyDaysForm(), **_page(year))


@bp.get("/notices/new")
def new_notice():
    """Ask for the text of a notice."""
    return render_template("calendar/notice.html", form=NoticeForm(), preview=None)


@bp.post("/notices/previews")
def create_preview():
    """Show what a notice would change and which due dates would move; nothing is kept."""
    form = NoticeForm()
    if not form.validate_on_submit():
        return form.again("calendar/notice.html", preview=None)
    preview = actions.preview_notice(form.text.data, by=current_user, at=clock.now())
    status = 200 if preview.notice.applicable else 422
    return render_template("calendar/notice.html", form=form, preview=preview), status


@bp.post("/notices")
def create_notice():
    """Make a notice the year's table, and show the due dates that moved."""
    form = NoticeForm()
    moved = form.carry_out(lambda: actions.import_notice(form.text.data, by=current_user, at=clock.now()))
    if moved is None:
        return form.again("calendar/notice.html", preview=None)
    return _changed(form, moved, _("The notice is in force."))


@bp.post("/company-days")
def create_company_days():
    """Set company days."""
    form = CompanyDaysForm()
    moved = form.carry_out(lambda: _add(form))
    if moved is None:
        return form.again(
            "calendar/year.html",
            **_page(None if form.first.errors or not form.first.data else form.first.data.year),
        )
    return _changed(form, moved, _("Saved."))


def _add(form: CompanyDaysForm):
    values = form.values()
    working = values.pop("working") == "worked"
    return actions.add_company_days(**values, working=working, by=current_user, at=clock.now())


def _changed(form, moved, sentence: str):
    """Commit, then show what moved; or go back to the year where nothing did."""
    form.settle(url_for(".index"))
    db.session.commit()
    flash(sentence, "ok")
    return render_template("calendar/moved.html", moved=moved) if moved else htmx.go(url_for(".index"))


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
    return htmx.go(url_for(".index"))


def _company_day(text: str):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return queries.company_day(day) or abort(404)

"""The importer of notices on days off: pasted, shown what it changes, put in force (3.9)."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import current_user

from salesapp.calendar.notices import actions
from salesapp.calendar.notices.forms import NoticeForm
from salesapp.calendar.routes import changed
from salesapp.web import clock
from salesapp.words import gettext as _

bp = Blueprint("notices", __name__, url_prefix="/settings/calendar/notices")


@bp.get("/new")
def new():
    """Ask for the text of a notice."""
    return render_template("calendar/notices/new.html", form=NoticeForm(), preview=None)


@bp.post("/previews")
def create_preview():
    """Show what a notice would change and which due dates would move; nothing is kept."""
    form = NoticeForm()
    if not form.validate_on_submit():
        return form.again("calendar/notices/new.html", preview=None)
    preview = actions.preview_notice(form.text.data, by=current_user, at=clock.now())
    status = 200 if preview.notice.applicable else 422
    return render_template("calendar/notices/new.html", form=form, preview=preview), status


@bp.post("")
def create():
    """Make a notice the year's table, and show the due dates that moved."""
    form = NoticeForm()
    moved = form.carry_out(lambda: actions.import_notice(form.text.data, by=current_user, at=clock.now()))
    if moved is None:
        return form.again("calendar/notices/new.html", preview=None)
    return changed(form, moved, _("The notice is in force."))

"""The backups, for whoever keeps the house."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, url_for

from salesapp.backup import jobs, page
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("backups", __name__, url_prefix="/settings/backups")


@bp.get("")
def index():
    """Show how old the last backup is, and which are kept."""
    return render_template("backup/index.html", rows=page.rows(), **page.state(clock.now()))


@bp.post("")
def create():
    """Have a backup made now, in the background."""
    hurry(current_app.config["SALESAPP"], jobs.NAME)
    flash(_("A backup is being made. It stands here once it was restored for a trial."), "ok")
    return htmx.go(url_for("backups.index"))

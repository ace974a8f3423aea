"""The mails that did not leave, for whoever keeps the house."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, request, url_for

from salesapp.db import db
from salesapp.mail import actions, page, queries
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("mails", __name__, url_prefix="/settings/mails")


@bp.get("")
def index():
    """List the mails that did not leave, with the reason of each."""
    now = clock.now()
    return render_template(
        "mail/left_behind.html",
        rows=page.rows(now),
        count=queries.left_behind_count(now),
        server=bool(current_app.config["SALESAPP"].smtp_url),
        held=queries.waiting_count(),
    )


@bp.post("/tries")
def create_try():
    """Send one mail again, or all that did not leave."""
    count = actions.try_again(request.form.get("mail", type=record_id), at=clock.now())
    db.session.commit()
    hurry(current_app.config["SALESAPP"], "mail.send")
    flash(
        _("%(count)s mails are being sent again. What does not leave stands here again.", count=count), "ok"
    )
    return htmx.go(url_for("mails.index"))

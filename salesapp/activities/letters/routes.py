"""The thank-you letter on the screen (R15, R21, R22)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.activities import queries as records
from salesapp.activities.letters import actions, queries
from salesapp.activities.letters import page as shown
from salesapp.activities.letters.forms import LetterForm
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("letters", __name__, url_prefix="/activities/thank-yous")


def _find(task_id: int) -> tuple[Task, Activity]:
    task = queries.find(task_id, current_user) or abort(404)
    return task, records.find(task.subject_id or 0, current_user) or abort(404)


def _page(task: Task, record: Activity) -> dict[str, Any]:
    company = current_app.config["SALESAPP"].company_name
    return shown.page(task, record, request.args, clock.now(), sender=current_user, company=company)


@bp.get("/<int:task_id>")
def show(task_id):
    """Show the thank-you letter, ready to copy or to open in one's own mail program (R15, R21)."""
    task, record = _find(task_id)
    form = LetterForm(formdata=None)
    form.lay_out(record, clock.now())
    return render_template("activities/letters/show.html", form=form, **_page(task, record))


@bp.post("/<int:task_id>/sending")
def create_sending(task_id):
    """Note that the letter was sent, with which promises; nothing is sent from here (R22)."""
    task, record = _find(task_id)
    form, at = LetterForm(), clock.now()
    form.lay_out(record)
    sent = form.carry_out(lambda: actions.send_letter(task, record, form.sending(), by=current_user, at=at))
    if sent is None:
        return form.again("activities/letters/show.html", **_page(task, record))
    target = form.onward(url_for("customers.show", customer_id=record.customer_id))
    form.settle(target)
    db.session.commit()
    flash(_("Noted: the thank-you letter was sent."), "ok")
    return htmx.go(target)

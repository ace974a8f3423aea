"""The thank-you letter on the screen: written, sent, watched, or noted as sent elsewhere (R15, R21, R22)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.activities import queries as records
from salesapp.activities.letters import actions, queries
from salesapp.activities.letters import page as shown
from salesapp.activities.letters.forms import LetterForm
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.config import Config
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.mail.letters import queries as outbox
from salesapp.mail.letters.actions import withdraw
from salesapp.mail.letters.models import Delivery
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("letters", __name__, url_prefix="/activities/thank-yous")


def _find(task_id: int) -> tuple[Task, Activity]:
    """Return a letter with its record, for whoever sees the customer still: its people's addresses stand on the page."""
    task = queries.find(task_id, current_user) or abort(404)
    record = records.find(task.subject_id or 0, current_user) or abort(404)
    return (task, record) if customers.sees(record.customer_id, current_user) else abort(404)


def _config() -> Config:
    return current_app.config["SALESAPP"]


def _page(task: Task, record: Activity) -> dict[str, Any]:
    return shown.page(task, record, request.args, clock.now(), sender=current_user, config=_config())


def _form(record: Activity, *, first: bool = False) -> LetterForm:
    form = LetterForm(formdata=None) if first else LetterForm()
    files = [*queries.material_for(record), *queries.files_for(record, current_user)]
    form.lay_out(record, queries.reachable(record), files)
    return form


@bp.get("/<int:task_id>")
def show(task_id):
    """Show the thank-you letter, ready to be sent, copied or opened in one's own mail program (R15, R21)."""
    task, record = _find(task_id)
    form, page = _form(record, first=True), _page(task, record)
    form.start(record, page["letter"], page["to"], clock.now())
    return render_template("activities/letters/show.html", form=form, **page)


@bp.post("/<int:task_id>/delivery")
def create_delivery(task_id):
    """Send the letter as it was written (R21, R22)."""
    task, record = _find(task_id)
    form, at, host = _form(record), clock.now(), urlsplit(_config().base_url).hostname or "localhost"
    post = lambda: actions.post_letter(task, record, form.letter(), host=host, by=current_user, at=at)  # noqa: E731
    if form.carry_out(post) is None:
        return form.again("activities/letters/show.html", **_page(task, record))
    target = url_for(".show", task_id=task_id)
    form.settle(target)
    db.session.commit()
    hurry(_config(), "mail.letters")
    return htmx.go(target)


@bp.get("/<int:task_id>/progress")
def progress(task_id):
    """Answer the page that watches a letter; once nothing more is on its way, the page is read anew."""
    task, record = _find(task_id)
    page = _page(task, record)
    if not page["moving"] and htmx.wanted():
        return Response(status=200, headers={"HX-Refresh": "true"})
    return htmx.answer(
        "activities/letters/progress.html", otherwise=url_for(".show", task_id=task_id), **page
    )


def _copy(task_id: int, delivery_id: int) -> Delivery:
    task, _record = _find(task_id)
    return outbox.delivery(delivery_id, actions.LETTER_OF, task.id) or abort(404)


@bp.post("/<int:task_id>/deliveries/<int:delivery_id>/confirmation")
def create_confirmation(task_id, delivery_id):
    """Note that a letter of which nobody knew did arrive."""
    actions.confirm(_copy(task_id, delivery_id), by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Noted: the letter arrived."), "ok")
    return htmx.go(url_for(".show", task_id=task_id))


@bp.post("/<int:task_id>/deliveries/<int:delivery_id>/repetition")
def create_repetition(task_id, delivery_id):
    """Send a letter once more of which nobody knows whether it arrived."""
    task, _record = _find(task_id)
    actions.repeat(task, _copy(task_id, delivery_id), by=current_user, at=clock.now())
    db.session.commit()
    hurry(_config(), "mail.letters")
    return htmx.go(url_for(".show", task_id=task_id))


@bp.post("/<int:task_id>/withdrawal")
def create_withdrawal(task_id):
    """Take a letter back that has not left."""
    task, _record = _find(task_id)
    for letter in outbox.about(actions.LETTER_OF, task.id):
        withdraw(letter)
    db.session.commit()
    flash(_("The letter is taken back."), "ok")
    return htmx.go(url_for(".show", task_id=task_id))


@bp.post("/<int:task_id>/sending")
def create_sending(task_id):
    """Note that the letter was sent elsewhere, with which promises (R22)."""
    task, record = _find(task_id)
    form, at = _form(record), clock.now()
    form.noting = True
    sent = form.carry_out(lambda: actions.send_letter(task, record, form.sending(), by=current_user, at=at))
    if sent is None:
        return form.again("activities/letters/show.html", **_page(task, record))
    target = form.onward(url_for("customers.show", customer_id=record.customer_id))
    form.settle(target)
    db.session.commit()
    flash(_("Noted: the thank-you letter was sent."), "ok")
    return htmx.go(target)

"""One's own mail account: kept, forgotten, tried with a letter to oneself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, render_template, url_for
from flask_login import current_user

from salesapp.config import Config
from salesapp.db import db
from salesapp.mail.letters.actions import try_again
from salesapp.mail.mailboxes import actions, queries
from salesapp.mail.mailboxes import page as shown
from salesapp.mail.mailboxes.forms import AccountForm
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("mailboxes", __name__, url_prefix="/account/mail")


def _config() -> Config:
    return current_app.config["SALESAPP"]


def _page() -> dict[str, Any]:
    return shown.page(current_user, _config())


@bp.get("")
def show():
    """Show through which mailbox one's letters leave."""
    form = AccountForm(formdata=None)
    form.show(queries.of_person(current_user.id), current_user.email)
    return render_template("mail/mailboxes/show.html", form=form, **_page())


@bp.post("")
def create():
    """Keep one's own mailbox; letters that waited for it are tried at once."""
    form, at = AccountForm(), clock.now()
    keep = lambda: actions.keep(current_user, form.typed(), key=_config().secret_key, at=at)  # noqa: E731
    if form.carry_out(keep) is None:
        return form.again("mail/mailboxes/show.html", **_page())
    try_again(current_user.id, at=at)
    form.settle(url_for(".show"))
    db.session.commit()
    hurry(_config(), "mail.letters")
    flash(_("The mailbox is kept. Send yourself a test letter."), "ok")
    return htmx.go(url_for(".show"))


@bp.post("/endings")
def create_ending():
    """Forget one's own mailbox and its password."""
    actions.forget(current_user)
    db.session.commit()
    flash(_("The mailbox and its password are forgotten."), "ok")
    return htmx.go(url_for(".show"))


@bp.post("/trials")
def create_trial():
    """Send oneself a test letter."""
    actions.post_trial(
        current_user, host=urlsplit(_config().base_url).hostname or "localhost", at=clock.now()
    )
    db.session.commit()
    hurry(_config(), "mail.letters")
    return htmx.go(url_for(".show"))


@bp.get("/trials")
def trial():
    """Answer the page that watches the test letter."""
    return htmx.answer("mail/mailboxes/_trial.html", otherwise=url_for(".show"), **_page())
